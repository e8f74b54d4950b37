//! Errors as Graph writes them.

use super::call::Reply;
use crate::simulator::scenario::GraphErrorForm;
use chrono::Utc;
use http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

/// Why a call has no answer.
pub(super) struct Fault {
    pub status: StatusCode,
    /// May be empty.
    pub code: String,
    message: String,
    inner_code: Option<String>,
    /// In seconds.
    retry_after: Option<f64>,
    form: GraphErrorForm,
}

impl Fault {
    pub fn new(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        let (code, message) = (code.into(), message.into());
        Self { status, code, message, inner_code: None, retry_after: None, form: GraphErrorForm::Usual }
    }

    /// The caller's mistake.
    pub fn bad_request(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// A path that is not served.
    pub fn no_segment(segment: &str) -> Self {
        Self::bad_request("BadRequest", format!("Resource not found for the segment '{segment}'."))
    }

    /// The token lacks the permission.
    pub fn denied() -> Self {
        let text = "Access is denied. Check credentials and try again.";
        Self::new(StatusCode::FORBIDDEN, "ErrorAccessDenied", text)
    }

    /// Asked too often.
    pub fn throttled(wait: f64) -> Self {
        let fault = Self::new(StatusCode::TOO_MANY_REQUESTS, "ApplicationThrottled", "Application is over its limit.");
        Self { retry_after: Some(wait), ..fault }
    }

    /// The same with an error inside it, a wait, and in some form.
    pub fn with(self, inner_code: Option<String>, retry_after: Option<f64>, form: GraphErrorForm) -> Self {
        Self { inner_code, retry_after, form, ..self }
    }

    /// As an answer.
    pub fn reply(self) -> Reply {
        // To the thousandth, as it was seen.
        let wait = self.retry_after.map(|seconds| format!("{}", (seconds * 1000.0).ceil() / 1000.0));
        let headers = wait.into_iter().map(|wait| ("Retry-After", wait)).collect();
        Reply { status: self.status, headers, body: self.body() }
    }

    fn body(&self) -> Value {
        let id = Uuid::new_v4();
        let date = Utc::now().format("%Y-%m-%dT%H:%M:%S").to_string();
        let mut inner = json!({ "date": date, "request-id": id, "client-request-id": id });
        if let Some(code) = &self.inner_code {
            inner["code"] = code.as_str().into();
        }
        let error = match self.form {
            GraphErrorForm::Empty => return Value::Null,
            GraphErrorForm::Bare => json!({ "code": self.code, "message": self.message }),
            GraphErrorForm::Usual => json!({ "code": self.code, "message": self.message, "innerError": inner }),
            GraphErrorForm::Lowercase => {
                let outer = json!({ "code": "generalException", "innererror": inner });
                json!({ "code": self.code, "message": self.message, "innererror": outer })
            }
        };
        json!({ "error": error })
    }
}
