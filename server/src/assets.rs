//! The browser code and the styles, embedded as `tools/bundle.mjs` left them in `dist/pkg`: names carry the
//! hash of the content, so they may be kept for ever, and each lies there as brotli and gzip too.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../dist/pkg"]
#[allow_missing = true]
struct Bundle;

/// The mark: nine cells for nine cities.
const ICON: &str = concat!(
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 36 36"><rect x="-4" y="-4" width="36" height="36" "##,
    r##"rx="5" fill="#0c2238"/><path fill="#fff" d="M0 0h8v8H0zM10 0h8v8h-8zM20 0h8v8h-8zM0 10h8v8H0zM10 10h8v8h-8z"##,
    r##"M20 10h8v8h-8zM0 20h8v8H0zM10 20h8v8h-8zM20 20h8v8h-8z"/></svg>"##
);

/// The hash in the names of the bundle's files; none if the program was built without the bundle.
pub fn hash() -> Option<String> {
    Bundle::iter().find_map(|name| Some(name.strip_prefix("pilotboard.")?.strip_suffix(".js")?.to_owned()))
}

/// The routes of the bundle and of the icon; none of them asks who is there.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/pkg/{*file}", get(serve))
        .route("/favicon.svg", get(icon))
        .route("/favicon.ico", get(icon))
}

/// Answers with a file of the bundle, in the smallest form that the browser accepts; 404 if there is none.
pub async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let best = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .find(|(name, _)| accepts(accepted, name));
    let (encoding, suffix) = best.unzip();
    let found = Bundle::get(&format!("{file}{}", suffix.unwrap_or_default()));
    let (Some(kind), Some(found)) = (content_type(&file), found) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let forever = "public, max-age=31536000, immutable";
    let common = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, forever),
        (VARY, "accept-encoding"),
    ];
    let encoding = encoding.map(|name| [(CONTENT_ENCODING, name)]);
    (common, encoding, Body::from(found.data)).into_response()
}

/// Answers with the icon, which changes only with the program.
pub async fn icon() -> impl IntoResponse {
    let day = "public, max-age=86400";
    ([(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, day)], ICON)
}

/// The type of a file that is served by its own name; the compressed ones beside it are not.
fn content_type(file: &str) -> Option<&'static str> {
    match file.rsplit_once('.')?.1 {
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "wasm" => Some("application/wasm"),
        _ => None,
    }
}

/// Whether the `Accept-Encoding` names this encoding and does not refuse it by `q=0`.
pub(crate) fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|item| {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        let quality = parameters
            .trim()
            .strip_prefix("q=")
            .map_or(Ok(1.0), |q| q.trim().parse::<f32>());
        name.trim().eq_ignore_ascii_case(encoding) && quality.is_ok_and(|q| q > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_chosen_by_name_and_quality() {
        assert!(accepts("gzip, deflate, br, zstd", "br"));
        assert!(accepts("gzip;q=0.5, BR ; q=0.1", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("gzip, br; q=0.000", "br"));
        assert!(!accepts("brotli, x-br", "br"));
        assert!(!accepts("", "gzip"));
    }

    #[tokio::test]
    async fn only_files_of_the_bundle_are_served_and_for_ever() {
        for missing in ["none.js", "pilotboard", "../Cargo.toml", "pilotboard.js.br"] {
            let answer = serve(Path(missing.into()), HeaderMap::new()).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{missing}");
        }
        let Some(hash) = hash() else { return }; // built without the bundle
        for (accepted, encoding) in [("gzip, br", Some("br")), ("gzip", Some("gzip")), ("x", None)] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, accepted.parse().unwrap())]);
            let answer = serve(Path(format!("pilotboard.{hash}_bg.wasm")), headers).await;
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(answer.headers()[CONTENT_TYPE], "application/wasm");
            assert!(answer.headers()[CACHE_CONTROL].to_str().unwrap().contains("immutable"));
            let given = answer.headers().get(CONTENT_ENCODING);
            assert_eq!(given.map(|name| name.to_str().unwrap()), encoding);
        }
    }
}
