//! Builds the server anew when `tools/bundle.mjs` has made new browser code or styles.

fn main() {
    // Cargo takes a missing folder for a changed one, at every build; failing to make it costs only that.
    let _ = std::fs::create_dir_all("../dist/pkg");
    println!("cargo::rerun-if-changed=../dist/pkg");
}
