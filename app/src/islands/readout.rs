//! The read-out of a page's charts: under a pointer, a tap or the arrow keys a small box says the value of a mark, and so
//! does a line for screen readers. It reads the attribute `data-reads` of the drawing that is shown, and asks nobody.

use std::{cell::RefCell, rc::Rc};

use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{
    dom::{all, by_id, listen, note, set_quiet, set_text, target},
    reads::Reads,
};

/// The box.
const BOX: &str = "read-out";
/// What a screen reader is told.
const SAID: &str = "read-out-said";
/// How to walk by keys.
const HOW: &str = "read-out-how";
/// Px between a mark or an edge of the window and the box.
const GAP: i32 = 8;
/// Px from a mark to its ring.
const RING: &str = "8";

/// Holds the box and the line.
#[island]
pub fn ReadOut(
    /// Both, and how to walk, rendered by the server.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            start();
            let _ = root.set_attribute("data-started", "true");
        }
    });
    view! { <div data-island="read-out" node_ref=root>{children()}</div> }
}

/// The chart that was last read.
#[derive(Default)]
struct ReadOutState {
    svg: Option<Element>,
    reads: Reads,
    at: Option<usize>,
    ring: Option<Element>,
    /// The keys led here: a pointer that lies elsewhere does not take it away.
    by_keys: bool,
}

type State = Rc<RefCell<ReadOutState>>;

fn start() {
    let state = State::default();
    // Outside what may scroll or be placed itself: its own place is the page's.
    if let (Some(found), Some(body)) = (by_id(BOX), document().body()) {
        let _ = body.append_child(&found);
    }
    for svg in all("svg[data-reads]") {
        if let Some(body) = svg.parent_element() {
            note(&body, "aria-describedby", Some(HOW));
        }
    }
    // A tap is a move of the mouse to where it is, then a click; a finger that scrolls is neither.
    for event in ["mousemove", "click"] {
        let state = state.clone();
        listen(event, move |e| pointed(&mut state.borrow_mut(), &e));
    }
    let keys = state.clone();
    listen("keydown", move |e| pressed(&mut keys.borrow_mut(), &e));
    let left = state.clone();
    listen("mouseout", move |e| {
        let to = e.dyn_ref::<MouseEvent>().and_then(MouseEvent::related_target);
        if to.is_none() && !left.borrow().by_keys {
            hide(&mut left.borrow_mut());
        }
    });
    for event in ["focusout", "pointercancel"] {
        let state = state.clone();
        listen(event, move |_| hide(&mut state.borrow_mut()));
    }
}

/// The drawing around an element that can be read.
fn chart_at(element: &Element) -> Option<Element> {
    let body = element.closest(".chart__body").ok()??;
    body.query_selector("svg[data-reads]").ok()?
}

/// Reads a drawing, if it is not the one that was read before.
fn take(state: &mut ReadOutState, svg: Element) {
    if state.svg.as_ref() != Some(&svg) {
        hide(state);
        state.reads = Reads::of(&svg.get_attribute("data-reads").unwrap_or_default());
        state.svg = Some(svg);
    }
}

fn pointed(state: &mut ReadOutState, event: &Event) {
    let Some(mouse) = event.dyn_ref::<MouseEvent>() else {
        return;
    };
    let Some(svg) = target(event).and_then(|e| chart_at(&e)) else {
        if !state.by_keys || event.type_() == "click" {
            hide(state);
        }
        return;
    };
    let frame = svg.get_bounding_client_rect();
    let side = |name| {
        let px = svg.get_attribute(name).and_then(|px| px.parse::<i32>().ok());
        f64::from(px.unwrap_or_default() * 10)
    };
    let x = (f64::from(mouse.client_x()) - frame.left()) * side("width") / frame.width();
    let y = (f64::from(mouse.client_y()) - frame.top()) * side("height") / frame.height();
    take(state, svg);
    if let Some(at) = state.reads.nearest(x as i32, y as i32) {
        show(state, at, false);
    }
}

fn pressed(state: &mut ReadOutState, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let key = event.key();
    if key == "Escape" {
        hide(state);
        return;
    }
    let Some(svg) = target(event).and_then(|e| chart_at(&e)) else {
        return;
    };
    take(state, svg);
    if let Some(at) = state.reads.step(state.at, &key) {
        event.prevent_default();
        show(state, at, true);
    }
}

/// A place in tenths as the drawing counts it.
fn px(tenths: i32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Says the value of a place, with a ring around its mark.
fn show(state: &mut ReadOutState, at: usize, by_keys: bool) {
    state.by_keys = by_keys;
    if state.at == Some(at) {
        return;
    }
    let (Some(svg), Some(read)) = (&state.svg, state.reads.at(at)) else {
        return;
    };
    let ring = state.ring.take().or_else(|| {
        let ring = document().create_element_ns(svg.namespace_uri().as_deref(), "circle");
        let ring = ring.ok()?;
        note(&ring, "class", Some("readring"));
        note(&ring, "r", Some(RING));
        Some(ring)
    });
    let Some(ring) = ring else { return };
    note(&ring, "cx", Some(&px(read.x)));
    note(&ring, "cy", Some(&px(read.y)));
    let _ = svg.append_child(&ring);
    if by_keys {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        nearest.set_inline(ScrollLogicalPosition::Nearest);
        ring.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
    set_text(BOX, &read.words);
    set_text(SAID, &read.words);
    set_quiet(BOX, false);
    place(&ring);
    state.ring = Some(ring);
    state.at = Some(at);
}

/// Puts the box above the ring, or below where there is no room, and within the window.
fn place(ring: &Element) {
    let found = by_id(BOX).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let (Some(element), Some(root)) = (found, document().document_element()) else {
        return;
    };
    let (mark, width) = (ring.get_bounding_client_rect(), element.offset_width());
    let middle = (mark.left() + mark.width() / 2.0) as i32;
    let left = (middle - width / 2).min(root.client_width() - width - GAP).max(GAP);
    let above = mark.top() as i32 - element.offset_height() - GAP;
    let top = if above < GAP { mark.bottom() as i32 + GAP } else { above };
    // From the window to the page.
    let page = root.get_bounding_client_rect();
    for (side, at) in [("left", left - page.left() as i32), ("top", top - page.top() as i32)] {
        let _ = element.style().set_property(side, &format!("{at}px"));
    }
}

fn hide(state: &mut ReadOutState) {
    state.by_keys = false;
    if state.at.take().is_some() {
        if let Some(ring) = &state.ring {
            ring.remove();
        }
        set_quiet(BOX, true);
        set_text(SAID, "");
    }
}
