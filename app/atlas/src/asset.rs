//! The asset's format. The word `town`, a version byte (1), then three lists, each after its length:
//!
//! - letters that not every keyboard has: each one's number, and the plain text it is found by;
//! - countries: what each is called;
//! - towns, the most populous first: twice the country's place in its list, plus one for a city that is nobody's suburb;
//!   latitude and longitude in thousandths of a degree; what it is called.
//!
//! Numbers are unsigned varints, degrees zigzag varints, texts UTF-8 after their length in bytes. The texts are never
//! copied: the asset itself is where all names are.

use globe::Spot;

static BYTES: &[u8] = include_bytes!("../towns.bin");
const HEAD: &[u8] = b"town\x01";

/// Everything in the asset, read once.
pub(crate) struct Asset {
    /// In the order of the letters.
    pub(crate) letters: Vec<(char, &'static str)>,
    pub(crate) countries: Vec<&'static str>,
    pub(crate) towns: Vec<Row>,
}

/// A town as it is kept; its name stays in the asset.
pub(crate) struct Row {
    name_at: u32,
    name_length: u8,
    pub(crate) country: u8,
    pub(crate) spot: Spot,
    /// No bigger city is within ten kilometres.
    pub(crate) city: bool,
}

impl Row {
    pub(crate) fn name(&self) -> &'static str {
        let at = self.name_at as usize;
        // Read once as UTF-8 already, or there would be no row.
        BYTES
            .get(at..at + usize::from(self.name_length))
            .map_or("", |name| str::from_utf8(name).unwrap_or(""))
    }
}

impl Asset {
    pub(crate) fn read() -> Option<Self> {
        let mut reader = Reader { at: BYTES.starts_with(HEAD).then_some(HEAD.len())? };
        let letters = reader.list(|reader| Some((char::from_u32(reader.varint()?)?, reader.text()?)))?;
        let countries = reader.list(Reader::text)?;
        let towns = reader.list(Reader::town)?;
        (reader.at == BYTES.len()).then_some(Self { letters, countries, towns })
    }
}

struct Reader {
    at: usize,
}

impl Reader {
    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.varint()?).map(|_| item(self)).collect()
    }

    fn town(&mut self) -> Option<Row> {
        let (country, lat, lng) = (self.varint()?, self.degrees()?, self.degrees()?);
        let name = self.text()?;
        Some(Row {
            name_at: u32::try_from(self.at - name.len()).ok()?,
            name_length: u8::try_from(name.len()).ok()?,
            country: u8::try_from(country / 2).ok()?,
            spot: Spot::new(lat, lng)?,
            city: country % 2 == 1,
        })
    }

    fn text(&mut self) -> Option<&'static str> {
        let length = self.varint()? as usize;
        let bytes = BYTES.get(self.at..self.at + length)?;
        self.at += length;
        str::from_utf8(bytes).ok()
    }

    fn varint(&mut self) -> Option<u32> {
        let mut value = 0;
        for shift in [0, 7, 14, 21] {
            let byte = *BYTES.get(self.at)?;
            self.at += 1;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn degrees(&mut self) -> Option<f64> {
        let value = i32::try_from(self.varint()?).ok()?;
        Some(f64::from(if value % 2 == 0 { value / 2 } else { -(value + 1) / 2 }) / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_asset_holds_the_worlds_towns_from_the_most_populous_down() {
        let asset = Asset::read().unwrap();
        assert!((20_000..30_000).contains(&asset.towns.len()), "{}", asset.towns.len());
        assert_eq!(asset.towns[0].name(), "Shanghai");
        assert!(asset.towns.iter().all(|town| !town.name().is_empty()));
        assert!(asset.towns.iter().all(|town| usize::from(town.country) < asset.countries.len()));
        assert!(asset.letters.is_sorted_by(|a, b| a.0 < b.0));
    }
}
