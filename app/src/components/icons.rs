//! Icons of the house, drawn in place: 16 × 16, stroke in the current colour, always beside a word.

use leptos::prelude::*;

/// An icon by name; an unknown name draws nothing.
#[must_use]
pub fn icon(name: &'static str) -> AnyView {
    let path = match name {
        "bell" => {
            r##"<path d="M8 2a4 4 0 014 4c0 3.6 1.6 5 1.6 5H2.4S4 9.600 4 6a4 4 0 014-4zM6.600 13.400a1.500 1.500 0 002.800 0"/>"##
        }
        "chat" => r##"<path d="M2 3h12v8H7.400L4.400 13.600V11H2z"/>"##,
        "check" => r##"<path d="M3 8.5l3.2 3.2L13 4.8"/>"##,
        "checkc" => r##"<circle cx="8" cy="8" r="6.2"/><path d="M5.2 8.2l2 2 3.7-4.2"/>"##,
        "clip" => {
            r##"<path d="M13.200 7.600l-5.400 5.200a3.200 3.200 0 01-4.500-4.600l5.600-5.400a2.200 2.200 0 013 3.100L6.500 11.100a1.100 1.100 0 01-1.600-1.600l4.700-4.500"/>"##
        }
        "clock" => r##"<circle cx="8" cy="8" r="6.2"/><path d="M8 4.5V8l2.4 1.6"/>"##,
        "dl" => r##"<path d="M8 2v8M4.8 7L8 10.2 11.2 7M2.6 13.6h10.8"/>"##,
        "dn" => r##"<path d="M8 3v10M4.200 9.200L8 13l3.800-3.800"/>"##,
        "eq" => r##"<path d="M3.400 8h9.200"/>"##,
        "err" => r##"<path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4L1.8 10.6V5.4z"/><path d="M8 4.8v4M8 11v.1"/>"##,
        "eye" => {
            r##"<path d="M1.4 8S3.8 3.6 8 3.6 14.6 8 14.6 8 12.2 12.4 8 12.4 1.4 8 1.4 8z"/><circle cx="8" cy="8" r="2"/>"##
        }
        "file" => r##"<path d="M3.6 1.8h5.8l3 3v9.400H3.600z"/><path d="M9.200 2v3h3"/>"##,
        "flag" => r##"<path d="M3.4 14V2.4M3.4 3h8.8l-2 3 2 3H3.4"/>"##,
        "idle" => r##"<circle cx="8" cy="8" r="6" stroke-dasharray="2.2 2.5"/>"##,
        "info" => r##"<circle cx="8" cy="8" r="6.2"/><path d="M8 7.4v3.6M8 5v.1"/>"##,
        "left" => r##"<path d="M10 3.2L5.2 8 10 12.8"/>"##,
        "lock" => r##"<rect x="3.2" y="7" width="9.6" height="6.6" rx="1"/><path d="M5.2 7V5a2.8 2.8 0 015.6 0v2"/>"##,
        "minus" => r##"<circle cx="8" cy="8" r="6.2"/><path d="M5 8h6"/>"##,
        "now" => r##"<circle cx="8" cy="8" r="6.200"/><circle cx="8" cy="8" r="2.600" fill="currentColor"/>"##,
        "pen" => r##"<path d="M2.8 13.2l.6-2.8 7.4-7.4 2.2 2.2-7.4 7.4z"/>"##,
        "print" => r##"<path d="M4.4 5.6V2h7.2v3.6M4.4 11.4H2.2V5.6h11.6v5.8h-2.2"/><path d="M4.4 9.4h7.2V14H4.4z"/>"##,
        "ret" => r##"<path d="M6 3.2L2.6 6.6 6 10"/><path d="M2.8 6.6h7a3.4 3.4 0 010 6.8H6.2"/>"##,
        "right" => r##"<path d="M6 3.2L10.8 8 6 12.8"/>"##,
        "seal" => r##"<rect x="2.4" y="2.4" width="11.2" height="11.2"/><path d="M5.4 8.2l1.8 1.8 3.4-4"/>"##,
        "send" => r##"<path d="M14 2L7.2 8.8M14 2L9.6 14l-2.4-5.2L2 6.4z"/>"##,
        "spike" => r##"<path d="M1.600 12.400h3L8 3l2.400 9.400h4"/>"##,
        "sync" => {
            r##"<path d="M13.4 6.4A5.8 5.8 0 003 5.2M2.6 9.6A5.8 5.8 0 0013 10.8"/><path d="M3 2.2v3h3M13 13.8v-3h-3"/>"##
        }
        "up" => r##"<path d="M8 13V3M4.200 6.800L8 3l3.800 3.800"/>"##,
        "user" => r##"<circle cx="8" cy="5" r="2.8"/><path d="M2.6 14c.6-3 2.8-4.4 5.4-4.4s4.8 1.4 5.4 4.4"/>"##,
        "warn" => r##"<path d="M8 2.2L14.4 13.4H1.6z"/><path d="M8 6.4v3.2M8 11.4v.1"/>"##,
        _ => "",
    };
    view! { <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false" inner_html=path></svg> }
        .into_any()
}
