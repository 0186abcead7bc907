//! How much memory a preview takes, told from the header of its source and the look asked for. Each step has the
//! picture it was given and the one it makes; the largest of these pairs counts.

use pictures::Header;

use super::{
    cut, icon,
    look::{Format, Look},
};

/// Bytes of a pixel while it is drawn.
const PIXEL: u64 = 4;
/// Bytes that a preview takes whatever its size.
const FIXED: u64 = 1024 * 1024;

/// Bytes. The source is an icon if there is no header.
pub(super) fn of(source: Option<&Header>, look: &Look) -> u64 {
    // Turned or not, the sides may come in either order.
    let own = source.map_or((icon::SIDE, icon::SIDE), |header| (header.width, header.height));
    let sizes = [own, (own.1, own.0)].map(|own| cut::size(own, (look.width, look.height)));
    let cut = sizes.map(|(width, height)| area(width, height)).into_iter().max().unwrap_or_default();
    let framed = sizes.map(|size| framed(size, look)).into_iter().max().unwrap_or_default();
    let turned = sizes.map(|size| turned(size, look)).into_iter().max().unwrap_or_default();
    let opening = source.map_or(area(icon::SIDE, icon::SIDE), Header::cost_of_upright);
    let pixels = source.map_or(area(icon::SIDE, icon::SIDE), Header::pixel_bytes);
    [opening, pixels + 2 * cut, cut + framed, framed + turned, turned + encoding(turned, look)]
        .into_iter()
        .max()
        .unwrap_or_default()
        + FIXED
}

fn area(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height) * PIXEL
}

fn framed((width, height): (u32, u32), look: &Look) -> u64 {
    area(width + 2 * look.border, height + 2 * look.border)
}

fn turned((width, height): (u32, u32), look: &Look) -> u64 {
    let (width, height) = (width + 2 * look.border, height + 2 * look.border);
    let (sin, cos) = f64::from(look.rotation).to_radians().sin_cos();
    let side =
        |one: u32, two: u32| (f64::from(one) * cos.abs() + f64::from(two) * sin.abs()).ceil() as u32 + 1;
    area(side(width, height), side(height, width))
}

/// What writing a picture of so many bytes takes beside it: its colors without alpha, in place, and the result; or
/// what the format copies, and the result, which for noise is as large as the picture.
fn encoding(pixels: u64, look: &Look) -> u64 {
    match look.format() {
        Format::Jpeg => pixels * 3 / 4,
        Format::Gif => pixels * 2,
        Format::Png | Format::Webp => pixels * 3,
    }
}

#[cfg(test)]
mod tests {
    use pictures::budget;

    use super::*;
    use crate::params::Params;

    fn cost(query: &str) -> u64 {
        of(None, &Look::read(&Params::from_query(query)).unwrap())
    }

    #[test]
    fn the_largest_preview_fits_into_the_budget_unless_it_is_turned_and_lossless() {
        let largest = "width=4000&height=4000&borderWidth=100";
        assert!(cost(&format!("{largest}&output=png")) > cost(largest), "what is written counts");
        for query in ["", "&output=gif", "&rotation=45", "&rotation=90"] {
            assert!(cost(&format!("{largest}{query}")) <= budget::ALL.into(), "{query}");
        }
        assert!(cost("width=4000&height=4000&output=png") <= budget::ALL.into());
        assert!(cost(&format!("{largest}&rotation=45&output=png")) > budget::ALL.into());
    }

    #[test]
    fn a_small_preview_costs_little() {
        assert!(cost("width=64") < 4 << 20);
    }
}
