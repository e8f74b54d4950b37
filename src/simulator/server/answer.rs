//! Answers as IIS dresses them: status, headers, compression.

use super::{Body, SERVER_NAME};
use crate::simulator::Generation;
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use std::io::Write;

/// An answer before it is written.
pub(in crate::simulator) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub content: Content,
}

/// What an answer carries.
pub(in crate::simulator) enum Content {
    /// Everything is here.
    Whole(Vec<u8>),
    /// Only half of it will be sent.
    Half(Vec<u8>),
    /// Made while it is sent.
    Streamed(Body),
}

/// Smaller answers are not worth compressing.
const COMPRESSED_FROM: usize = 860;

impl Answer {
    /// A status without content.
    pub fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), content: Content::Whole(Vec::new()) }
    }

    /// Text of some type.
    pub fn text(status: StatusCode, content_type: &'static str, content: impl Into<Vec<u8>>) -> Self {
        let mut answer = Self { content: Content::Whole(content.into()), ..Self::empty(status) };
        answer.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        answer
    }

    /// SOAP.
    pub fn soap(status: StatusCode, content: Vec<u8>) -> Self {
        Self::text(status, "text/xml; charset=utf-8", content)
    }

    /// A small page.
    pub fn page(status: StatusCode, title: &str, text: &str) -> Self {
        let page = format!(
            "<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>\n"
        );
        Self::text(status, "text/html; charset=utf-8", page)
    }

    /// The same with one more header; one that cannot be written is left out.
    pub fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.append(name, value);
        }
        self
    }

    /// The same, but cut in the middle.
    pub fn halved(self) -> Self {
        let content = match self.content {
            Content::Whole(bytes) => Content::Half(bytes),
            other => other,
        };
        Self { content, ..self }
    }

    /// Ready to be sent to whoever asked with `asked`.
    pub fn finish(mut self, asked: &HeaderMap, generation: Generation) -> Response<Body> {
        self.compress(asked);
        self.dress(asked, generation);
        let body = match self.content {
            Content::Whole(bytes) => Body::whole(bytes),
            Content::Half(bytes) => {
                self.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
                Body::half(&bytes)
            }
            Content::Streamed(body) => body,
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }

    fn compress(&mut self, asked: &HeaderMap) {
        let accepted = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let mut accepted = accepted.flat_map(|list| list.split(','));
        let gzip = accepted.any(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
            named && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0"))
        });
        let (Content::Whole(bytes) | Content::Half(bytes)) = &mut self.content else { return };
        if !gzip || bytes.len() < COMPRESSED_FROM {
            return;
        }
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        if encoder.write_all(bytes).is_ok()
            && let Ok(compressed) = encoder.finish()
        {
            *bytes = compressed;
            self.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            self.headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        }
    }

    fn dress(&mut self, asked: &HeaderMap, generation: Generation) {
        let headers = &mut self.headers;
        let mut put = |name: &'static str, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        };
        put("cache-control", "private");
        put("x-powered-by", "ASP.NET");
        if generation < Generation::Exchange2010Sp2 {
            put("server", "Microsoft-IIS/6.0");
            return;
        }
        put(
            "server",
            if generation < Generation::Exchange2013Sp1 { "Microsoft-IIS/7.5" } else { "Microsoft-IIS/10.0" },
        );
        put("x-aspnet-version", "4.0.30319");
        put("request-id", &uuid::Uuid::new_v4().to_string());
        if generation >= Generation::Exchange2013Sp1 {
            put("x-calculatedbetarget", &format!("{}.{}", SERVER_NAME.to_lowercase(), super::super::company::DOMAIN));
            put("x-feserver", SERVER_NAME);
            put("x-beserver", SERVER_NAME);
            put("x-diaginfo", SERVER_NAME);
        }
        let wants_it_back = asked.get("return-client-request-id").is_some_and(|value| value == "true");
        if let Some(id) = asked.get("client-request-id").filter(|_| wants_it_back) {
            self.headers.insert(HeaderName::from_static("client-request-id"), id.clone());
        }
    }
}

/// An HTTP date.
pub(super) fn http_date(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// The control interface's answers.
pub(in crate::simulator) fn json(status: StatusCode, content: String) -> Response<Body> {
    let mut response = Response::new(Body::whole(content));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
