//! `/files/{hash}/{name}`: evidence, for who may see something that it stands at. Always as a file to keep and never as a
//! page of this site: whatever is in it, it runs nothing here.

use axum::{
    Extension,
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::evidence::FrozenFile;

use crate::{
    pages::exports::refuse,
    visit::{App, Visit},
};

/// What a browser may do with it if it shows it all the same: nothing.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// The file.
pub async fn download(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path((hash, name)): Path<(String, String)>,
) -> Response {
    let found = match visit.caller() {
        Ok(caller) => storage::evidence::download(&app.store, &caller, &hash, &name)
            .await
            .map_err(Into::into),
        Err(e) => Err(e),
    };
    let (file, bytes) = match found {
        Ok(found) => found,
        Err(e) => return refuse(&visit, &e),
    };
    let mut response = Body::from_stream(bytes.into_stream()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind.media_type()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(file.size));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    if let Ok(value) = HeaderValue::from_str(&disposition(&file)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The name in any script (RFC 5987), and one in ASCII for who cannot read that.
fn disposition(file: &FrozenFile) -> String {
    let plain: String = file
        .name
        .chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' | ' ' => c,
            _ => '_',
        })
        .collect();
    let href = file.href();
    let any = href.rsplit('/').next().unwrap_or_default();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{any}")
}

#[cfg(test)]
mod tests {
    use domain::evidence::FileKind;

    use super::*;

    #[test]
    fn a_name_of_any_script_is_told_twice() {
        let file = FrozenFile {
            name: "佐证\" 1.pdf".into(),
            hash: "ab".into(),
            kind: FileKind::Pdf,
            size: 1,
        };
        let told = "attachment; filename=\"___ 1.pdf\"; filename*=UTF-8''%E4%BD%90%E8%AF%81%22%201.pdf";
        assert_eq!(disposition(&file), told);
    }
}
