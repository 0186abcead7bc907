//! What breaks the rules of WebSocket is told so by the close code that RFC 6455 names, section 7.4.1.

use super::socket::Socket;
use crate::town::Town;

const FINAL_TEXT: u8 = 0x81;
/// The payload's length with the bit of a masked frame; the mask follows.
const MASKED: u8 = 0x80;
const MASK: [u8; 4] = [0; 4];

async fn code_for(bytes: &[u8]) -> u16 {
    let town = Town::new().await;
    let mut socket = Socket::of(&town, &town.user("ana").await).await;
    socket.send_raw(bytes).await;
    socket.closed().await
}

fn frame(head: u8, payload: &[u8]) -> Vec<u8> {
    [&[head, MASKED | payload.len() as u8], &MASK[..], payload].concat()
}

#[tokio::test]
async fn a_text_that_is_not_utf8_ends_with_1007() {
    assert_eq!(code_for(&frame(FINAL_TEXT, &[0xff, 0xfe])).await, 1007);
    let cut_off = "é".as_bytes().split_at(1).0;
    assert_eq!(code_for(&frame(FINAL_TEXT, cut_off)).await, 1007);
}

#[tokio::test]
async fn a_frame_against_the_protocol_ends_with_1002() {
    let unmasked = [FINAL_TEXT, 2, b'h', b'i'];
    assert_eq!(code_for(&unmasked).await, 1002);
    let reserved_bit = frame(FINAL_TEXT | 0x40, b"hi");
    assert_eq!(code_for(&reserved_bit).await, 1002);
    let unknown_kind = frame(0x83, b"hi");
    assert_eq!(code_for(&unknown_kind).await, 1002);
    let ping_in_pieces = frame(0x09, b"hi");
    assert_eq!(code_for(&ping_in_pieces).await, 1002);
}

#[tokio::test]
async fn a_message_that_says_it_is_too_long_ends_with_1009() {
    let length = 64_001_u16.to_be_bytes();
    let head = [&[FINAL_TEXT, MASKED | 126], &length[..], &MASK[..]].concat();
    assert_eq!(code_for(&head).await, 1009);
}

#[tokio::test]
async fn a_message_that_grows_too_long_piece_by_piece_ends_with_1009() {
    let town = Town::new().await;
    let mut socket = Socket::of(&town, &town.guest()).await;
    let piece = vec![b'x'; 40_000];
    for head in [0x01, 0x00] {
        let length = (piece.len() as u16).to_be_bytes();
        socket.send_raw(&[&[head, MASKED | 126], &length[..], &MASK[..], &piece].concat()).await;
    }
    assert_eq!(socket.closed().await, 1009);
}
