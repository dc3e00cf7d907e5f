//! A picture on the page: what it shows as its title, the drawing for wide and for narrow
//! screens, its note, and the table that says the same.

use super::inline::Names;
use super::section;
use crate::chart::{Drawn, Frame, Picture};
use crate::text::clean;
use armistice_case::model::Case;
use maud::{Markup, html};

/// The whole figure.
pub fn figure(case: &Case, names: &Names, picture: &Picture) -> Markup {
    html! {
        figure id=(picture.id) {
            figcaption { (names.inline(&picture.title)) }
            @match picture.drawing.draw() {
                Drawn::Framed(draw) => {
                    @for frame in [Frame::WIDE, Frame::NARROW] {
                        @let canvas = draw(&frame);
                        @let title = format!("{}-{}-title", picture.id, frame.word);
                        @let desc = format!("{}-{}-desc", picture.id, frame.word);
                        svg.(frame.word)
                            viewBox=(format!("0 0 {} {}", frame.width, canvas.height))
                            role="img"
                            aria-labelledby=(format!("{title} {desc}"))
                        {
                            title id=(title) { (clean(&picture.title)) }
                            desc id=(desc) { (clean(&picture.description)) }
                            (canvas.content)
                        }
                    }
                }
                Drawn::Flowing(markup) => (markup),
            }
            p.note { (names.inline(&picture.note)) }
            details.data {
                summary { "The same as a table" }
                (section::table(case, names, &picture.table, &picture.table.rows))
            }
        }
    }
}
