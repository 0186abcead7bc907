//! The Earth in fixed cells of nearly one size, for where no town is.

use globe::Spot;

/// How high a cell is, in degrees. Each is at least as wide as it is high.
#[derive(Clone, Copy)]
pub(crate) struct Grid(f64);

impl Grid {
    /// Cells of about 25 km.
    pub(crate) const FINE: Self = Self(180.0 / 800.0);
    /// Cells of about 1000 km.
    pub(crate) const COARSE: Self = Self(180.0 / 20.0);

    /// The centre of the cell a place is in. The same for every place in it.
    pub(crate) fn centre(self, spot: Spot) -> Spot {
        let Self(height) = self;
        let bands = (180.0 / height).round();
        let band = ((spot.lat() + 90.0) / height).floor().min(bands - 1.0);
        let lat = (band + 0.5) * height - 90.0;
        // Towards the poles a parallel gets shorter, and fewer cells go round it.
        let around = (360.0 * lat.to_radians().cos() / height).floor().max(1.0);
        let width = 360.0 / around;
        let column = ((spot.lng() + 180.0) / width).floor().min(around - 1.0);
        Spot::new(lat, (column + 0.5) * width - 180.0).unwrap_or(spot)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cells_centre_is_in_it_and_not_far(lat in -90.0..=90.0, lng in -180.0..=180.0) {
            let spot = Spot::new(lat, lng).unwrap();
            let centre = Grid::FINE.centre(spot);
            prop_assert_eq!(Grid::FINE.centre(centre), centre);
            prop_assert!(spot.km_to(centre) < 30.0, "{}", spot.km_to(centre));
            let coarse = Grid::COARSE.centre(spot);
            prop_assert_eq!(Grid::COARSE.centre(coarse), coarse);
            prop_assert!(spot.km_to(coarse) < 1200.0, "{}", spot.km_to(coarse));
        }
    }
}
