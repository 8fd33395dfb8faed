//! The journeys in old browsers: Chromium 108 has everything, in 86 forms carry the day.

use crate::{
    driver::Chromium::Old,
    journey::{leave_fields, main_job, save_quickly},
    stage::Stage,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_in_chromium_108() {
    if let Some(stage) = Stage::in_browser(Old(108)).await {
        main_job(&stage, true).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_by_plain_forms_in_chromium_108() {
    if let Some(stage) = Stage::in_browser(Old(108)).await {
        main_job(&stage, false).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_are_saved_in_chromium_108() {
    if let Some(stage) = Stage::in_browser(Old(108)).await {
        leave_fields(&stage).await;
        save_quickly(&stage).await;
    }
}

/// JavaScript is on: what this browser does not understand of the page may not stand in the form's way.
#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_in_chromium_86() {
    if let Some(stage) = Stage::in_browser(Old(86)).await {
        main_job(&stage, true).await;
    }
}
