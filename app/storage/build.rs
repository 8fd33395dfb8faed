//! The migrations are compiled in; a new one must compile the crate again.

// Printing is how a build script speaks to Cargo.
#![allow(clippy::print_stdout)]

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
