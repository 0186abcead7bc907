//! A link as a QR code. Drawn on the server, so that the browser carries nothing for it.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

use super::model::Code;

/// How many light modules a camera wants around a code.
const BORDER: i32 = 4;

/// The code of a text; `None` where it is longer than any code can be.
pub(super) fn of(text: &str) -> Option<Code> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut dark = String::new();
    for y in 0..code.size() {
        for (x, length) in runs((0..code.size()).map(|x| code.get_module(x, y))) {
            // Writing to a string does not fail.
            let _ = write!(dark, "M{} {}h{length}v1h-{length}z", x + BORDER, y + BORDER);
        }
    }
    Some(Code { side: code.size() + 2 * BORDER, dark })
}

/// Where dark modules begin in a line, and how many follow: one stroke for each, not one for each module.
fn runs(line: impl Iterator<Item = bool>) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = vec![];
    for (x, dark) in (0..).zip(line) {
        match runs.last_mut() {
            Some((start, length)) if dark && *start + *length == x => *length += 1,
            _ if dark => runs.push((x, 1)),
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_side_by_side_are_one_stroke() {
        assert_eq!(runs([true, true, false, true].into_iter()), [(0, 2), (3, 1)]);
        assert_eq!(runs([false; 3].into_iter()), []);
    }

    #[test]
    fn a_code_has_its_three_corners_and_a_quiet_border() {
        let code = of("https://chat.example/invite/0123456789abcdef0123456789abcdef").unwrap();
        let far = code.side - BORDER - 7;
        for corner in [format!("M{BORDER} {BORDER}h7v1"), format!("M{far} {BORDER}h7v1")] {
            assert!(code.dark.contains(&corner), "{corner}");
        }
        assert!(code.dark.contains(&format!("M{BORDER} {far}h7v1")));
        assert!(!code.dark.contains("M0 ") && !code.dark.contains(" 0h"));
    }
}
