//! Words of the read-out: what is said of one value of a chart.

use domain::{Decimal, indicator::Definition, lang::Lang, number::round};

use super::Words;

words! {
    read_out_how => "按方向键逐个读出数值，Home、End 到首尾，Esc 关闭。" | "The arrow keys read out the values one by one, Home and End the first and the last; Escape closes.";
    read_value(city, period, figure) => "{city} {period} {figure}" | "{city}, {period}: {figure}";
    read_part(said, more) => "{said}，{more}" | "{said}, {more}";
    read_place(place) => "第 {place} 位" | "{place} place";
    read_place_shared(place) => "并列第 {place} 位" | "joint {place} place";
    read_change(by) => "较上期 {by}" | "{by} on the period before";
    read_no_change => "与上期相同" | "as in the period before";
    read_note(text) => "注：{text}" | "note: {text}";
}

impl Words {
    /// A place as it is read out: `第 3 位`, `joint 3rd place`.
    #[must_use]
    pub fn read_of_place(self, place: usize, shared: bool) -> String {
        let place = match self.0 {
            Lang::Zh => place.to_string(),
            Lang::En => ordinal(place),
        };
        if shared {
            self.read_place_shared(place)
        } else {
            self.read_place(place)
        }
    }

    /// A change from a figure to another as they are shown, with its sign: `较上期 +1.2 个百分点`.
    #[must_use]
    pub fn read_of_change(self, d: &Definition, from: Decimal, to: Decimal) -> String {
        let by = round(to, d.decimals) - round(from, d.decimals);
        if by.is_zero() {
            return self.read_no_change().to_owned();
        }
        let sign = if by > Decimal::ZERO { "+" } else { "−" };
        self.read_change(format!("{sign}{}", self.difference(d, by.abs())))
    }
}

/// `1st`, `2nd`, `3rd`, `11th`.
fn ordinal(n: usize) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use domain::indicator::definition;

    use super::*;

    #[test]
    fn places_are_read_as_people_say_them() {
        let (zh, en) = (Words(Lang::Zh), Words(Lang::En));
        assert_eq!(zh.read_of_place(3, false), "第 3 位");
        assert_eq!(zh.read_of_place(1, true), "并列第 1 位");
        assert_eq!(en.read_of_place(1, true), "joint 1st place");
        for (n, said) in [
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (13, "13th"),
            (21, "21st"),
            (112, "112th"),
        ] {
            assert_eq!(en.read_of_place(n, false), format!("{said} place"));
        }
    }

    #[test]
    fn changes_have_a_sign_and_are_those_of_the_figures_shown() {
        let (zh, en) = (Words(Lang::Zh), Words(Lang::En));
        let d = definition("F2-01").unwrap();
        let n = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(zh.read_of_change(d, n("91.24"), n("92.361")), "较上期 +1.12 个百分点");
        assert_eq!(
            en.read_of_change(d, n("92.4"), n("91.4")),
            "−1.00 point on the period before"
        );
        assert_eq!(
            en.read_of_change(d, n("92.401"), n("92.399")),
            "as in the period before"
        );
        let counted = definition("F3-01").unwrap();
        assert_eq!(zh.read_of_change(counted, n("1200"), n("2400")), "较上期 +1,200 次");
    }
}
