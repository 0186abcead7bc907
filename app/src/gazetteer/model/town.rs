use serde::{Deserialize, Serialize};

use crate::presence::Spot;

/// A town as it is offered to whoever looks for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Town {
    pub name: String,
    pub country: String,
    /// Its middle.
    pub spot: Spot,
}

#[cfg(feature = "ssr")]
impl Town {
    /// The town as the atlas has it.
    pub(crate) fn of_atlas(town: atlas::Town) -> Option<Self> {
        let spot = crate::globe::model::from_globe(town.spot)?;
        Some(Self { name: town.name.to_owned(), country: town.country.to_owned(), spot })
    }
}
