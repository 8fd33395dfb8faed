//! The browser's entry: starts every island that the page holds. The islands themselves live in `app`.

#[allow(unused_imports)] // linked for its islands
use app as _;

/// Called by the page once the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
