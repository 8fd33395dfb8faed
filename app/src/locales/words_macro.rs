/// Declares words as methods of `Words`: `name => "中文" | "English";` or with arguments
/// `name(n) => "还有 {n} 项" | "{n} ⟨item|items⟩ left";`. An argument is anything that can be displayed; of the two English
/// words between ⟨ and ⟩ the first stands after the number 1.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $(($($arg:ident),+))? => $zh:literal | $en:literal;)*) => {
        #[allow(missing_docs)] // a word is its own sentence
        impl $crate::locales::Words {
            $(words!(@one $(#[$doc])* $name $(($($arg),+))? => $zh | $en);)*
        }
    };
    (@one $(#[$doc:meta])* $name:ident => $zh:literal | $en:literal) => {
        $(#[$doc])*
        #[must_use]
        pub const fn $name(self) -> &'static str {
            match self.0 {
                domain::lang::Lang::Zh => $zh,
                domain::lang::Lang::En => $en,
            }
        }
    };
    (@one $(#[$doc:meta])* $name:ident ($($arg:ident),+) => $zh:literal | $en:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(self $(, $arg: impl std::fmt::Display)+) -> String {
            match self.0 {
                domain::lang::Lang::Zh => format!($zh),
                domain::lang::Lang::En => $crate::locales::counted(format!($en)),
            }
        }
    };
}
