//! The floor of a chart for `make bench`: a trend of nine cities over twelve months by bare plotters, in its own SVG
//! backend, without labels, titles or style. Prints the median in milliseconds.
#![allow(clippy::print_stdout, missing_docs)]

use std::{error::Error, time::Instant};

use plotters::prelude::{ChartBuilder, IntoDrawingArea, LineSeries, RED, SVGBackend, WHITE};

fn main() -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        let mut text = String::new();
        {
            let area = SVGBackend::with_string(&mut text, (1200, 500)).into_drawing_area();
            area.fill(&WHITE)?;
            let mut chart = ChartBuilder::on(&area)
                .margin(30)
                .build_cartesian_2d(0.0..11.0, 0.0..100.0)?;
            for city in 0..9 {
                let points = (0..12).map(|month| (f64::from(month), f64::from(10 * city + month % 5)));
                chart.draw_series(LineSeries::new(points, RED))?;
            }
            area.present()?;
        }
        assert!(text.ends_with("</svg>\n"), "the picture is whole");
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    println!("{:.4}", times[times.len() / 2]);
    Ok(())
}
