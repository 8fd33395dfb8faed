use super::*;

fn axis(min: Option<f64>, max: Option<f64>, from_zero: bool) -> Axis {
    Axis {
        min,
        max,
        from_zero,
        ticks: Box::new(|v| format!("{v}")),
        unit: "%".into(),
    }
}

#[test]
fn ticks_are_round() {
    assert_eq!(ticks((72.0, 100.0), 6), [75.0, 80.0, 85.0, 90.0, 95.0, 100.0]);
    assert_eq!(ticks((0.0, 0.5), 5), [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    assert_eq!(ticks((-30.0, 30.0), 3), [-20.0, 0.0, 20.0]);
    assert_eq!(ticks((9e8, 1.1e9), 4), [9e8, 9.5e8, 1e9, 1.05e9, 1.1e9]);
}

#[test]
fn scales_hold_their_values_and_keep_their_limits() {
    let of = |values: &[f64], axis: &Axis| domain(values.iter().copied(), axis);
    assert_eq!(of(&[], &axis(None, None, true)), None);
    let (lo, hi) = of(&[50.0, 99.0], &axis(Some(0.0), Some(100.0), false)).unwrap();
    assert!(lo > 40.0 && (hi - 100.0).abs() < 1e-9);
    let (lo, hi) = of(&[100.0], &axis(Some(100.0), Some(100.0), false)).unwrap();
    assert!(lo < 100.0 && hi > 100.0);
    let (lo, hi) = of(&[3.0, 7.0], &axis(None, None, true)).unwrap();
    assert!(lo.abs() < 1e-9 && hi > 7.0);
    let (lo, hi) = of(&[0.0], &axis(None, None, true)).unwrap();
    assert!(lo.abs() < 1e-9 && hi > 0.0);
    let (lo, hi) = of(&[-5.0, -2.0], &axis(None, None, true)).unwrap();
    assert!(lo < -5.0 && hi.abs() < 1e-9);
    let (lo, _) = of(&[60.0], &axis(Some(50.0), None, true)).unwrap();
    assert!(lo.abs() < 1e-9, "a stem starts at zero, whatever the limits");
    assert_eq!(drawable(Some(f64::NAN)), None);
}

#[test]
fn the_sign_stands_at_the_last_tick_and_repeats_go() {
    let mut whole = axis(None, None, false);
    whole.ticks = Box::new(|v| format!("{v:.0}"));
    let words: Vec<_> = labelled((0.0, 1.0), 5, &whole).into_iter().map(|t| t.1).collect();
    assert_eq!(words, ["0", "1%"]);
}

#[test]
fn crowded_periods_keep_the_last_and_the_year() {
    let labels: Vec<String> = (1..=12)
        .map(|m| if m == 2 { "2\n2026".to_owned() } else { m.to_string() })
        .collect();
    let all = periods(&labels, |i| 20.0 + 30.0 * i as f64, (0.0, 400.0));
    assert_eq!(all.len(), 12);
    let few = periods(&labels, |i| 20.0 + 8.0 * i as f64, (0.0, 200.0));
    assert!(few.len() < 12 && few.last().unwrap().1 == "12");
    assert!(few.iter().any(|(_, _, year)| year == "2026"));
    assert!(periods(&[], |_| 0.0, (0.0, 1.0)).is_empty());
}

#[test]
fn labels_spread_as_little_as_needed() {
    assert_eq!(spread(&[10.0, 60.0], 16.0, (0.0, 100.0)), [10.0, 60.0]);
    assert_eq!(spread(&[50.0, 50.0], 16.0, (0.0, 100.0)), [42.0, 58.0]);
    assert_eq!(spread(&[99.0, 98.0], 16.0, (0.0, 100.0)), [100.0, 84.0]);
    let tight = spread(&[0.0; 5], 20.0, (0.0, 80.0));
    assert_eq!(tight, [0.0, 20.0, 40.0, 60.0, 80.0]);
}
