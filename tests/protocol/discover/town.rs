//! A town of servers behind one proxy: each has its names and a certificate for them, and what reaches them is known.

use crate::certificates::{Authority, NOW, trusting};
use crate::support::{Connection, Server};
use attendant_calendar::account::SchemeChoice;
use attendant_calendar::discover::{Access, Finder, Found, MailAddress};
use attendant_calendar::net::{Client, ClientOptions, NameServers};
use attendant_calendar::settings::Proxy;
use attendant_calendar::simulator::{Control, Offer, Options, Running, Simulator, Tls};
use attendant_calendar::store::{Secret, SecretStore};
use attendant_calendar::words::Step;
use std::collections::HashMap;
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;
use url::Url;

pub const ACCOUNT: &str = "reception@aldermoor.example";

/// The servers by their names, and where an unencrypted request for a name is sent on to.
#[derive(Default)]
struct Map {
    secure: HashMap<String, SocketAddr>,
    plain: HashMap<String, String>,
}

/// The town, and somebody who looks for a server there.
pub struct Town {
    pub proxy: Server,
    authority: Authority,
    map: Arc<Mutex<Map>>,
    servers: Vec<Running>,
    pub names: NameServers,
    pub folder: TempDir,
}

/// What came of a search.
pub struct Search {
    pub found: Found,
    pub steps: Vec<Step>,
}

impl Search {
    /// The codes of everything that was said, in order.
    pub fn codes(&self) -> Vec<&'static str> {
        self.steps.iter().flat_map(|step| step.notices.iter().map(|notice| notice.code)).collect()
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.steps.iter().map(|step| step.name).collect()
    }
}

impl Town {
    pub fn new() -> Self {
        let map = Arc::<Mutex<Map>>::default();
        let roads = Arc::clone(&map);
        let proxy = Server::new(move |connection| lead(connection, &roads));
        let (authority, folder) = (Authority::new(), tempfile::tempdir().unwrap());
        Self { proxy, authority, map, servers: Vec::new(), names: NameServers::These(Vec::new()), folder }
    }

    /// An Exchange with these names.
    pub async fn exchange(&mut self, names: &[&str], offer: Offer) -> Control {
        let (config, certificate) = self.authority.issue_certificate(names, NOW);
        let certificate_hash = <sha2::Sha256 as sha2::Digest>::digest(certificate).to_vec();
        let tls = Some(Tls { config, certificate_hash });
        let server = Simulator::start(Options { offer, tls, ..Options::default() }).await.unwrap();
        for name in names {
            self.map.lock().unwrap().secure.insert((*name).to_owned(), server.address());
        }
        let control = server.handle();
        self.servers.push(server);
        control
    }

    /// A web server with these names that answers everything so.
    pub fn web(&self, names: &[&str], status: &'static str, headers: &[(&'static str, &str)], body: &str) -> Server {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let body = body.to_owned();
        let server = Server::with_tls(self.authority.issue(names, NOW), move |mut connection| {
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            while connection.request().is_some() {
                connection.answer(status, &headers, &body);
            }
        });
        for name in names {
            self.map.lock().unwrap().secure.insert((*name).to_owned(), server.address);
        }
        server
    }

    /// Unencrypted requests for `name` are sent on to `to`.
    pub fn redirect(&self, name: &str, to: &str) {
        self.map.lock().unwrap().plain.insert(name.to_owned(), to.to_owned());
    }

    pub fn options(&self) -> ClientOptions {
        let proxy = Proxy::Manual(Url::parse(&format!("http://{}", self.proxy.address)).unwrap());
        let options = trusting(&self.folder, "ca.pem", self.authority.pem());
        ClientOptions { proxy, total_timeout: Duration::from_secs(20), ..options }
    }

    pub fn access(&self, password: &str) -> Access {
        Access {
            username: ACCOUNT.to_owned(),
            password: Secret::new(password.to_owned()),
            choice: SchemeChoice::Automatic,
            state: self.folder.path().to_path_buf(),
            store: SecretStore::in_memory(),
        }
    }

    /// Looks for the server of [`ACCOUNT`].
    pub async fn find(&self, access: Option<Access>, confirmed: &[&str]) -> Search {
        let client = Client::new(self.options()).unwrap();
        let finder = Finder { client, names: self.names.clone(), access };
        let confirmed: Vec<_> = confirmed.iter().map(|url| Url::parse(url).unwrap()).collect();
        let mut steps = Vec::new();
        let address = MailAddress::parse(ACCOUNT).unwrap();
        let found = finder.find(address, &confirmed, &mut |step| steps.push(step)).await;
        Search { found, steps }
    }

    /// The hosts that connections were asked for, in order.
    pub fn visited(&self) -> Vec<String> {
        let line = |line: &str| {
            let target = line.split(' ').nth(1).unwrap_or_default();
            target.strip_suffix(":443").unwrap_or(target).to_owned()
        };
        self.proxy.requests().iter().map(|request| line(&request.line)).collect()
    }
}

/// One connection to the proxy: a tunnel, or an unencrypted request.
fn lead(mut connection: Connection, map: &Mutex<Map>) {
    let Some(request) = connection.request() else { return };
    let target = request.line.split(' ').nth(1).unwrap_or_default().to_owned();
    if !request.line.starts_with("CONNECT ") {
        let host = Url::parse(&target).unwrap().host_str().unwrap().to_owned();
        match map.lock().unwrap().plain.get(&host) {
            Some(to) => connection.answer("302 Found", &[("Location", to)], ""),
            None => connection.answer("404 Not Found", &[], ""),
        }
        return;
    }
    let host = target.rsplit_once(':').unwrap().0.to_owned();
    let Some(address) = map.lock().unwrap().secure.get(&host).copied() else {
        connection.answer("502 Bad Gateway", &[], "");
        return;
    };
    connection.send("HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
    let (client, server) = (connection.into_tcp(), TcpStream::connect(address).unwrap());
    let (mut to, mut from) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    thread::spawn(move || {
        let _ = std::io::copy(&mut from, &mut to);
        let _ = to.shutdown(std::net::Shutdown::Both);
    });
    let (mut from, mut to) = (server, client);
    let _ = std::io::copy(&mut from, &mut to);
    let _ = to.shutdown(std::net::Shutdown::Both);
}

/// A name server that names `host` for every service.
pub fn name_server(host: &'static str) -> SocketAddr {
    use simple_dns::rdata::{RData, SRV};
    use simple_dns::{CLASS, Name, Packet, ResourceRecord};
    let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    thread::spawn(move || {
        let mut bytes = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut bytes) {
            let asked = Packet::parse(&bytes[..length]).unwrap();
            let mut packet = Packet::new_reply(asked.id());
            packet.questions = asked.questions.clone();
            let name = packet.questions[0].qname.clone();
            let data = RData::SRV(SRV { priority: 0, weight: 0, port: 443, target: Name::new_unchecked(host) });
            packet.answers.push(ResourceRecord::new(name, CLASS::IN, 60, data));
            socket.send_to(&packet.build_bytes_vec().unwrap(), from).unwrap();
        }
    });
    address
}
