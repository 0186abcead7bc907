/// The globe's colours, as CSS has them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// From the lit shoulder of the sphere to its edge.
    pub ocean: [&'static str; 3],
    pub land: [&'static str; 2],
    pub coast: &'static str,
    pub border: &'static str,
    pub graticule: &'static str,
    /// One step of dusk; ten of them are the night.
    pub dusk: &'static str,
    /// Around the globe, from the limb outwards.
    pub glow: [&'static str; 4],
    /// Just within the limb, from clear to the very edge.
    pub rim: [&'static str; 3],
}

impl Palette {
    /// Ink and amber. Yellow at low luminance turns olive, so what glows leans to amber.
    pub const DARK: Self = Self {
        ocean: ["#1b2236", "#131722", "#0b0d14"],
        land: ["#464b5a", "#343946"],
        coast: "rgb(255 226 120 / .34)",
        border: "rgb(255 255 255 / .10)",
        graticule: "rgb(255 255 255 / .045)",
        dusk: "rgb(5 6 11 / .085)",
        glow: [
            "rgb(255 206 84 / .36)",
            "rgb(255 190 70 / .13)",
            "rgb(255 176 60 / .04)",
            "rgb(255 170 60 / 0)",
        ],
        rim: ["rgb(255 205 90 / 0)", "rgb(255 205 90 / .07)", "rgb(255 214 120 / .34)"],
    };

    /// Paper: no glow, a soft shadow instead.
    pub const LIGHT: Self = Self {
        ocean: ["#e9eff4", "#dce3ea", "#c9d3dd"],
        land: ["#fdfcf8", "#f4f2ea"],
        coast: "rgb(107 91 0 / .45)",
        border: "rgb(18 20 28 / .12)",
        graticule: "rgb(18 20 28 / .05)",
        dusk: "rgb(44 52 84 / .030)",
        glow: ["rgb(18 20 28 / .16)", "rgb(18 20 28 / .06)", "rgb(18 20 28 / .02)", "rgb(18 20 28 / 0)"],
        rim: ["rgb(18 20 28 / 0)", "rgb(18 20 28 / .03)", "rgb(18 20 28 / .14)"],
    };
}
