//! A server of raw bytes, and a source that asks it without a guard.

use attendant_calendar::account::{Channel, ChannelError, Judge, Trigger};
use attendant_calendar::calendar::Window;
use attendant_calendar::net::{Client, ClientOptions, Reply, Request};
use attendant_calendar::settings::{ExchangeVersion, Proxy};
use attendant_calendar::source::ews::EwsSource;
use attendant_calendar::source::{Answer, Class, Question, Source, SourceError};
use futures_util::future::BoxFuture;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use url::Url;

/// A request as it came in.
#[derive(Debug, Clone)]
pub struct Received {
    /// Which connection it came on, from 0.
    pub connection: usize,
    /// `POST /EWS/Exchange.asmx HTTP/1.1`
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

/// One accepted connection.
pub struct Connection {
    pub number: usize,
    tcp: TcpStream,
    stream: BufReader<Box<dyn Stream>>,
    log: Arc<Mutex<Vec<Received>>>,
}

impl Connection {
    /// The next request, noted in the server's log; None when the client has gone.
    pub fn request(&mut self) -> Option<Received> {
        let head = self.head()?;
        self.body(head)
    }

    /// The next request's head. Nothing is noted, and its body stays unread.
    pub fn head(&mut self) -> Option<Received> {
        let line = self.line().filter(|line| !line.is_empty())?;
        let mut headers = Vec::new();
        loop {
            match self.line()?.split_once(':') {
                Some((name, value)) => headers.push((name.to_owned(), value.trim().to_owned())),
                None => return Some(Received { connection: self.number, line, headers, body: Vec::new() }),
            }
        }
    }

    fn body(&mut self, mut request: Received) -> Option<Received> {
        let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
        request.body = vec![0; length];
        self.stream.read_exact(&mut request.body).ok()?;
        self.log.lock().unwrap().push(request.clone());
        Some(request)
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        (self.stream.read_line(&mut line).ok()? > 0).then(|| line.trim_end().to_owned())
    }

    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.stream.get_mut().write_all(bytes.as_ref())?;
        self.stream.get_mut().flush()
    }

    /// A whole answer with its length.
    pub fn answer(&mut self, status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) {
        let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.as_ref().len());
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        // The client may have gone; that is its right.
        let _ = self.send([head.as_bytes(), b"\r\n", body.as_ref()].concat());
    }

    /// How many bytes have arrived up to now.
    pub fn whatever_is_there(&mut self) -> usize {
        self.tcp.set_nonblocking(true).unwrap();
        self.stream.fill_buf().map_or(0, <[u8]>::len)
    }

    /// Keeps the connection open until the client goes.
    pub fn hold(mut self) {
        let mut rest = Vec::new();
        let _ = self.stream.read_to_end(&mut rest);
    }

    /// The bare connection, of a client that waits for its answer.
    pub fn into_tcp(self) -> TcpStream {
        self.tcp
    }

    /// Goes on under TLS, for a tunnel.
    pub fn under_tls(self, config: &Arc<ServerConfig>) -> Self {
        let tls = StreamOwned::new(ServerConnection::new(Arc::clone(config)).unwrap(), Unbuffered(self.stream));
        Self { number: self.number, tcp: self.tcp, stream: BufReader::new(Box::new(tls)), log: self.log }
    }
}

/// What was read ahead is read first; writes go straight through.
struct Unbuffered(BufReader<Box<dyn Stream>>);

impl Read for Unbuffered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Write for Unbuffered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.get_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.get_mut().flush()
    }
}

/// Listens on loopback, and hands every connection to a function on a thread of its own.
pub struct Server {
    pub address: SocketAddr,
    log: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    pub fn new(serve: impl Fn(Connection) + Send + Sync + 'static) -> Self {
        Self::start(None, serve)
    }

    pub fn with_tls(config: Arc<ServerConfig>, serve: impl Fn(Connection) + Send + Sync + 'static) -> Self {
        Self::start(Some(config), serve)
    }

    /// Answers every request with the same bytes, and keeps the connection.
    pub fn always(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::new(move |mut connection| {
            while connection.request().is_some() {
                if connection.send(&bytes).is_err() {
                    return;
                }
            }
        })
    }

    /// Answers every request with a whole answer.
    pub fn answering(status: &'static str, headers: &[(&'static str, &str)], body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self::new(move |mut connection| {
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            while connection.request().is_some() {
                connection.answer(status, &headers, &body);
            }
        })
    }

    fn start(tls: Option<Arc<ServerConfig>>, serve: impl Fn(Connection) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::<Mutex<Vec<Received>>>::default();
        let (noted, serve) = (Arc::clone(&log), Arc::new(serve));
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let Ok(stream) = stream else { return };
                stream.set_nodelay(true).unwrap();
                let tcp = stream.try_clone().unwrap();
                let stream = over(stream, tls.as_ref());
                let connection = Connection { number, tcp, stream: BufReader::new(stream), log: Arc::clone(&noted) };
                let serve = Arc::clone(&serve);
                thread::spawn(move || serve(connection));
            }
        });
        Self { address, log }
    }

    pub fn url(&self) -> Url {
        self.url_at("http")
    }

    pub fn url_at(&self, scheme: &str) -> Url {
        Url::parse(&format!("{scheme}://{}/EWS/Exchange.asmx", self.address)).unwrap()
    }

    /// Every whole request so far.
    pub fn requests(&self) -> Vec<Received> {
        self.log.lock().unwrap().clone()
    }

    /// The connections of the requests so far.
    pub fn connections(&self) -> Vec<usize> {
        self.requests().iter().map(|request| request.connection).collect()
    }
}

fn over(stream: TcpStream, tls: Option<&Arc<ServerConfig>>) -> Box<dyn Stream> {
    match tls {
        None => Box::new(stream),
        Some(config) => Box::new(StreamOwned::new(ServerConnection::new(Arc::clone(config)).unwrap(), stream)),
    }
}

/// Options for tests: no proxy, short times.
pub fn options() -> ClientOptions {
    ClientOptions {
        proxy: Proxy::None,
        connect_timeout: Duration::from_secs(2),
        total_timeout: Duration::from_secs(5),
        ..ClientOptions::default()
    }
}

/// A channel that sends everything bare.
pub struct Bare(pub Client);

impl Channel for Bare {
    fn exchange(&self, request: Request, _: Judge, _: Trigger) -> BoxFuture<'_, Result<Reply, ChannelError>> {
        Box::pin(async move { Ok(self.0.bare(request).await?) })
    }
}

pub fn source(url: Url, options: ClientOptions) -> EwsSource {
    EwsSource::new(Arc::new(Bare(Client::new(options).unwrap())), url, ExchangeVersion::Detect)
}

pub fn question(mailboxes: usize) -> Question {
    let at = |text: &str| text.parse().unwrap();
    Question {
        mailboxes: (0..mailboxes).map(|n| format!("person{n}@example.org")).collect(),
        window: Window { start: at("2026-11-23T00:00:00Z"), end: at("2026-11-25T00:00:00Z") },
        details: false,
        trigger: Trigger::Timer,
    }
}

pub async fn ask(url: Url, options: ClientOptions) -> Result<Answer, SourceError> {
    source(url, options).schedules(question(1)).await
}

/// Asks, and holds the failure against what is expected: its class and its notice.
pub async fn fails(url: Url, options: ClientOptions, class: Class, notice: &str) -> SourceError {
    let error = ask(url, options).await.expect_err(notice);
    assert_eq!((error.class(), error.notice().code), (class, notice), "{error:?}");
    error
}

/// A good answer for `mailboxes` empty days.
pub fn good(mailboxes: usize) -> String {
    let entry = r#"<FreeBusyResponse><ResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode></ResponseMessage><FreeBusyView><FreeBusyViewType xmlns="http://schemas.microsoft.com/exchange/services/2006/types">FreeBusy</FreeBusyViewType></FreeBusyView></FreeBusyResponse>"#;
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetUserAvailabilityResponse xmlns="http://schemas.microsoft.com/exchange/services/2006/messages"><FreeBusyResponseArray>{}</FreeBusyResponseArray></GetUserAvailabilityResponse></s:Body></s:Envelope>"#,
        entry.repeat(mailboxes)
    )
}

/// A SOAP fault.
pub fn fault(code: &str, back_off: Option<u64>) -> String {
    let back_off =
        back_off.map(|ms| format!(r#"<t:Value Name="BackOffMilliseconds">{ms}</t:Value>"#)).unwrap_or_default();
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">{code}</e:ResponseCode><t:MessageXml xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">{back_off}</t:MessageXml></detail></s:Fault></s:Body></s:Envelope>"#
    )
}

/// A good answer as bytes on the wire.
pub fn good_bytes() -> Vec<u8> {
    let body = good(1);
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        .into_bytes()
}
