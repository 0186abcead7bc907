//! Which addresses count as one caller. Every limit per address counts by [`Network`]: requests, attempts,
//! executions, connections.

use std::{fmt, net::IpAddr, str::FromStr};

/// The part of an address that limits count by.
///
/// An IPv4 address counts as itself, also when it is written as an IPv6 address (`::ffff:192.0.2.1`). An IPv6 address
/// counts as its first 64 bits: one household or one server has the other 64 bits to itself and changes them at will.
/// `Display` writes it, and `FromStr` reads that text or any address of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Network(IpAddr);

/// The length of an IPv6 network, in bits.
const IPV6_PREFIX: u32 = 64;

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        let IpAddr::V6(address) = address.to_canonical() else {
            return Self(address.to_canonical());
        };
        let mask = u128::MAX << (128 - IPV6_PREFIX);
        Self(IpAddr::V6((address.to_bits() & mask).into()))
    }
}

/// The text is neither an address nor a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an IPv4 or IPv6 address, or an IPv6 network with its prefix of 64 bits")]
pub struct InvalidNetwork;

impl FromStr for Network {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, InvalidNetwork> {
        let address = text.strip_suffix("/64").unwrap_or(text);
        address.parse::<IpAddr>().map(Self::from).map_err(|_| InvalidNetwork)
    }
}

/// `192.0.2.1`, or `2001:db8:0:1::/64`.
impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(address) => write!(f, "{address}"),
            IpAddr::V6(address) => write!(f, "{address}/{IPV6_PREFIX}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        text.parse().unwrap()
    }

    #[test]
    fn addresses_of_one_ipv6_prefix_are_one_network() {
        let home = network("2001:db8:0:1::1");
        assert_eq!(network("2001:db8:0:1:ffff:ffff:ffff:ffff"), home);
        assert_ne!(network("2001:db8:0:2::1"), home);
        assert_eq!(home.to_string(), "2001:db8:0:1::/64");
    }

    #[test]
    fn each_ipv4_address_is_a_network_in_either_notation() {
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("::ffff:192.0.2.1"), network("::ffff:192.0.2.2"));
        assert_eq!(network("::ffff:192.0.2.1").to_string(), "192.0.2.1");
    }

    #[test]
    fn a_network_is_read_back_from_its_text() {
        for text in ["192.0.2.1", "2001:db8:0:1::/64", "::/64"] {
            assert_eq!(network(text).to_string(), text);
        }
        for bad in ["", "192.0.2.1:80", "2001:db8::/48", "somewhere"] {
            assert_eq!(bad.parse::<Network>(), Err(InvalidNetwork), "{bad}");
        }
    }
}
