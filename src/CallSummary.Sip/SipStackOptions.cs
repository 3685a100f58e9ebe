using System.Net;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Resolution;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>How a <see cref="SipStack"/> listens and where its limits are.</summary>
public sealed class SipStackOptions
{
    /// <summary>UDP addresses to listen on; port 0 takes a free one.</summary>
    public IList<IPEndPoint> UdpEndPoints { get; init; } = [];

    /// <summary>TCP addresses to listen on; port 0 takes a free one.</summary>
    public IList<IPEndPoint> TcpEndPoints { get; init; } = [];

    /// <summary>TLS addresses to listen on; port 0 takes a free one. Needs <see cref="Tls"/> with a certificate.</summary>
    public IList<IPEndPoint> TlsEndPoints { get; init; } = [];

    /// <summary>Certificates and trust; null: no TLS in either direction. <see cref="SipStack.ReloadTls"/> changes them later.</summary>
    public SipTlsOptions? Tls { get; init; }

    /// <summary>Host that goes into Contact and Via instead of the local address: set it behind NAT. Null: the local address.</summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>Port that goes with <see cref="AdvertisedHost"/>; null: the bound port.</summary>
    public int? AdvertisedPort { get; init; }

    /// <summary>Port that goes with <see cref="AdvertisedHost"/> on TLS; null: the bound port.</summary>
    public int? AdvertisedTlsPort { get; init; }

    /// <summary>Where names are asked for (RFC 3263). Null: the system's resolver, which knows addresses but no NAPTR and SRV records.</summary>
    public ISipNameServer? Names { get; init; }

    /// <summary>The User-Agent and Server header.</summary>
    public string UserAgent { get; init; } = "CallSummary";

    /// <summary>The user part of our Contact when nothing else names one.</summary>
    public string ContactUser { get; init; } = "callsummary";

    /// <summary>What Allow says. A request of another method is answered 405.</summary>
    public IReadOnlyList<string> AllowedMethods { get; init; } =
        [SipMethods.Invite, SipMethods.Ack, SipMethods.Bye, SipMethods.Cancel, SipMethods.Options, SipMethods.Info, SipMethods.Prack, SipMethods.Update, SipMethods.Notify];

    /// <summary>How long a session lives without a refresh, where the peer agrees (RFC 4028). Null: no session timers. 90 s to a day.</summary>
    public TimeSpan? SessionExpires { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A request for a shorter interval is answered 422 (RFC 4028, 5). 90 s to a day.</summary>
    public TimeSpan MinSessionExpires { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Whether provisional responses are made reliable with peers that can (RFC 3262).</summary>
    public bool ReliableProvisionals { get; init; } = true;

    /// <summary>INFO packages that the user takes (RFC 6086); INFO of another package is answered 469. INFO without a package is always taken.</summary>
    public IReadOnlyList<string> InfoPackages { get; init; } = [];

    /// <summary>
    /// Option tags that Supported says beside those that the stack brings: timer and 100rel. "replaces" makes it match the Replaces header
    /// (RFC 3891). A Require of another one is answered 420.
    /// </summary>
    public IReadOnlyList<string> SupportedExtensions { get; init; } = [];

    /// <summary>Body types that an INVITE may carry; another is answered 415.</summary>
    public IReadOnlyList<string> AcceptedBodies { get; init; } = ["application/sdp", "multipart/mixed"];

    /// <summary>
    /// Transactions at once; over it a new request gets 503 with Retry-After, statelessly. 16 to 1,000,000. Over UDP a call leaves two
    /// behind for 64 T1 (32 seconds), so the default carries 1,500 calls a second.
    /// </summary>
    public int MaxTransactions { get; init; } = 100_000;

    /// <summary>Open dialogs at once; over it a new INVITE gets 503 with Retry-After. 1 to 1,000,000.</summary>
    public int MaxSessions { get; init; } = 10_000;

    /// <summary>TCP connections at once; over it a new one is closed. 1 to 100,000.</summary>
    public int MaxTcpConnections { get; init; } = 1_000;

    /// <summary>TCP and TLS connections that one address may have open to us; over it a new one is closed. 1 to 100,000.</summary>
    public int MaxConnectionsPerSource { get; init; } = 200;

    /// <summary>Pings connections that we made when nothing moved for this long (RFC 5626, 3.5.1); null: no pings.</summary>
    public TimeSpan? KeepAliveInterval { get; init; }

    /// <summary>
    /// Decides about a request before it is read, from where it comes. Called on transports' loops: it must not block or throw. Null
    /// accepts all.
    /// </summary>
    public Func<SipSource, SipAdmission>? Admission { get; init; }

    /// <summary>The status of <see cref="SipAdmission.Refuse"/>. 400 to 699.</summary>
    public int RefusalStatus { get; init; } = 403;

    /// <summary>Refusals that one address gets in a second; more requests are dropped. 1 to 1,000.</summary>
    public int RefusalsPerSecondPerSource { get; init; } = 5;

    /// <summary>
    /// Requests that one address may send in a second; what is over it gets 503 with Retry-After, within
    /// <see cref="RefusalsPerSecondPerSource"/>, or nothing. 10 to 1,000,000; null: no such limit.
    /// </summary>
    public int? MaxRequestsPerSecondPerSource { get; init; }

    /// <summary>A TCP connection without traffic is closed after this.</summary>
    public TimeSpan TcpIdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What Retry-After says in a 503; whole seconds.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Round-trip estimate (RFC 3261, 17.1.1.1): first retransmission after T1, transactions time out after 64 T1.</summary>
    public TimeSpan T1 { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest retransmission interval (RFC 3261, 17.1.2.1).</summary>
    public TimeSpan T2 { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a message stays in the network (RFC 3261, 17.1.2.2).</summary>
    public TimeSpan T4 { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Told of each message that is received whole or sent, in order for one peer; repetitions too. Called on the paths of the messages: it must
    /// not block or throw. Null: nobody is told.
    /// </summary>
    public Action<SipTraced>? Traced { get; init; }

    /// <summary>Called when a handler throws: the stack answers 500 and goes on. Must not throw.</summary>
    public Action<Exception>? HandlerFaulted { get; init; }
}
