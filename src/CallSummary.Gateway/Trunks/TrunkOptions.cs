using CallSummary.Gateway.Consent;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Trunks;

/// <summary>A SIP peer that may call.</summary>
public sealed class TrunkOptions
{
    /// <summary>Name, for logs and routes.</summary>
    public string Name { get; set; } = "";

    /// <summary>Id of the tenant that owns it.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>Addresses it calls from: IP addresses or CIDR ranges. A source in no trunk's list places no call.</summary>
    public IList<string> Peers { get; } = [];

    /// <summary>Digest user name that the peer must prove (RFC 3261 section 22); empty = its address is enough.</summary>
    public string Username { get; set; } = "";

    /// <summary>Digest password. Keep it in the environment or a secret store, not in a file.</summary>
    public string Password { get; set; } = "";

    /// <summary>
    /// Challenge with MD5 alone, for peers that read the first challenge only or know no other algorithm. Default false: SHA-256 first, then
    /// MD5 (RFC 8760 section 2.4).
    /// </summary>
    public bool Md5Only { get; set; }

    /// <summary>What must happen before audio is kept. Default: every party hears the notice.</summary>
    public ConsentPolicy Consent { get; set; } = ConsentPolicy.NoticeRequired;

    /// <summary>Country code for national numbers, digits only (<c>82</c>); empty = numbers stay as signalled unless they start with +.</summary>
    public string CountryCode { get; set; } = "82";

    /// <summary>Prefix of national numbers, dropped before the country code is put. Default <c>0</c>.</summary>
    public string NationalPrefix { get; set; } = "0";

    /// <summary>Prefix of international numbers, replaced by +. Default <c>00</c>.</summary>
    public string InternationalPrefix { get; set; } = "00";

    /// <summary>
    /// For recorders (SIPREC) that end their session at a transfer and begin a new one with the same group id: how long the call stays
    /// open for it, so that one summary covers the whole conversation. 0 (default; two calls, then) to 10 seconds; it delays the summary
    /// of sessions that have a group id.
    /// </summary>
    public TimeSpan TransferWait { get; set; }

    /// <summary>
    /// Names of which its TLS certificate must bear one (RFC 5922), beside its address; empty (default) = no certificate is asked for. Calls
    /// of such a trunk come over TLS only.
    /// </summary>
    public IList<string> CertificateNames { get; } = [];

    /// <summary>
    /// Codecs to agree on, in order of preference, by RTP encoding name: <c>PCMU</c>, <c>PCMA</c>, <c>G722</c>, <c>opus</c>, <c>AMR-WB</c>,
    /// <c>AMR</c> (the last two where their libraries are installed). Empty (default) = all of them in the peer's order; a call that goes out
    /// then offers what its caller has, and G.711.
    /// </summary>
    public IList<string> Codecs { get; } = [];

    /// <summary>
    /// Whether its media may be SRTP: with keys in SDP (RFC 4568; AES-CM and AES-GCM), or from DTLS where it offers that (RFC 5763). <c>Off</c>: a secure offer is refused with 488.
    /// <c>Allow</c> (default): secure when the peer offers it; we offer plain RTP. <c>Require</c>: a plain offer is refused with 488 and
    /// calls that go out by this trunk offer nothing else. What was agreed secure never falls back.
    /// </summary>
    public SdpSrtpPolicy Srtp { get; set; } = SdpSrtpPolicy.Allow;

    /// <summary>Where <see cref="Srtp"/> is <c>Require</c>: calls that go out by this trunk offer DTLS-SRTP instead of keys in SDP. Default false.</summary>
    public bool OfferDtls { get; set; }

    /// <summary>
    /// SIP URIs, without user, of the next hops for calls that a route sends to this trunk, in order of preference:
    /// <c>sip:10.0.0.20:5060;transport=tcp</c>. The next one is tried when one is silent, unreachable or answers 503.
    /// </summary>
    public IList<string> Hops { get; } = [];

    /// <summary>How long a hop may be silent before the next one is tried. 500 milliseconds to 32 seconds; default 4 seconds.</summary>
    public TimeSpan HopTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How often each hop is pinged with OPTIONS; 0 = never. At least 1 second; default 30 seconds.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Our registration with the carrier; none by default. Calls still come from <see cref="Peers"/> only.</summary>
    public RegistrationOptions Registration { get; set; } = new();

    /// <summary>
    /// Whether its parties may transfer calls by REFER (RFC 3515), to numbers that routes know and <see cref="Destinations"/> allows. Default
    /// false: a transfer is refused with 603, for it makes us dial.
    /// </summary>
    public bool AllowTransfers { get; set; }

    /// <summary>
    /// Redirects (3xx) of its <see cref="Hops"/> that one outgoing call follows: to a host of the hops, a number of <see cref="RedirectNumbers"/>,
    /// and never twice to the same. 0 (default; a redirect is the end of the call, for it makes us dial) to 5.
    /// </summary>
    public int MaxRedirects { get; set; }

    /// <summary>Number patterns, after E.164 normalisation, that redirects may lead to; empty (default) = none.</summary>
    public IList<string> RedirectNumbers { get; } = [];

    /// <summary>
    /// Whether a redirected call also bears Diversion (RFC 5806), which older networks read, beside History-Info (RFC 7044), which it always
    /// bears. Default false.
    /// </summary>
    public bool SendDiversion { get; set; }

    /// <summary>Number patterns, after E.164 normalisation, that its calls may go to; empty (default) = all that routes know. Others get 403.</summary>
    public IList<string> Destinations { get; } = [];

    /// <summary>Calls of this trunk at once; past it 503. 0 (default) = only the gateway's own limit.</summary>
    public int MaxCalls { get; set; }

    /// <summary>New calls of this trunk a second; past it 503. 0 (default) = no limit.</summary>
    public int MaxCallsPerSecond { get; set; }

    /// <summary>
    /// Minutes that its calls may last together on one day of the tenant's time zone; past it 503. Counted when calls end, since this
    /// gateway started. 0 (default) = no limit.
    /// </summary>
    public int MaxMinutesPerDay { get; set; }
}
