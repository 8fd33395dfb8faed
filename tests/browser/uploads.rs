//! Evidence in a real browser: an upload that is cut goes through by itself, what is refused is said beside the file, and
//! nothing of the page's form is lost.

use tests::{EDITOR_SUZHOU, WORDS};

use crate::{fields::page, stage::Stage};

/// Chooses a file and sends the form.
fn choose(name: &str, content: &str) -> String {
    format!(
        "const data = new DataTransfer(); data.items.add(new File(['{content}'], '{name}'));
         document.getElementById('file').files = data.files; document.getElementById('send').click(); return true;"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_cut_goes_through_and_a_refusal_is_said() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&format!("{}/files?item=F3-01", page())).await;
    browser
        .script(&choose("page.pdf", "<!doctype html><script>1</script>"))
        .await;
    let sentence = WORDS.file_markup();
    for _ in 0..50 {
        if browser.text("#sending-says").await.contains(sentence) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(browser.text("#sending-says").await.contains(sentence));
    // The first try is cut before it is sent; the second is the form's own.
    let cut = "const send = XMLHttpRequest.prototype.send; let tries = 0;
        XMLHttpRequest.prototype.send = function (body) {
          if (tries++ === 0) setTimeout(() => this.onerror(), 10); else send.call(this, body);
        }; return true;";
    browser.script(cut).await;
    browser.script(&choose("佐证.pdf", "%PDF-1.4 by a browser")).await;
    browser.wait("#i-F3-01").await;
    assert!(browser.text("#i-F3-01").await.contains("佐证.pdf"));
    assert!(browser.text("main").await.contains(WORDS.files_done_add()));
    // In the row of the editor it stands too.
    browser.open(&page()).await;
    assert!(browser.text("#r-F3-01").await.contains("佐证.pdf"));
}
