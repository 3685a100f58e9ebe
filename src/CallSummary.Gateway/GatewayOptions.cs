using System.ComponentModel.DataAnnotations;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Identity;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Recovery;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Trunks;

namespace CallSummary.Gateway;

/// <summary>Settings of the gateway; section <c>CallSummary:Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "CallSummary:Gateway";

    /// <summary>
    /// Name of this gateway among those that share a recording store; it owns the calls it recorded and finishes them after
    /// a crash. Empty (default): machine name and SIP port, which two running gateways cannot share.
    /// </summary>
    public string Instance { get; set; } = "";

    /// <summary>UDP end points for SIP, <c>address:port</c>, separated by commas; empty = none. Default <c>0.0.0.0:5060</c>.</summary>
    public string SipUdp { get; set; } = "0.0.0.0:5060";

    /// <summary>TCP end points for SIP, <c>address:port</c>, separated by commas; empty = none. Default <c>0.0.0.0:5060</c>.</summary>
    public string SipTcp { get; set; } = "0.0.0.0:5060";

    /// <summary>TLS end points for SIP, <c>address:port</c>, separated by commas; empty (default) = none. Needs <see cref="Tls"/>.</summary>
    public string SipTls { get; set; } = "";

    /// <summary>Certificates of SIP over TLS.</summary>
    [Required]
    public TlsOptions Tls { get; set; } = new();

    /// <summary>IP address that peers reach us at, put into Contact, Via and SDP; empty = the address of the listening socket, or of the interface towards the peer.</summary>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>RTP ports and watch.</summary>
    [Required]
    public MediaOptions Media { get; set; } = new();

    /// <summary>Who owns subscribers and policies. None configured: one tenant, <c>development</c>.</summary>
    public IList<TenantOptions> Tenants { get; } = [];

    /// <summary>Who may call. None configured: one trunk, <c>development</c>, for this machine only.</summary>
    public IList<TrunkOptions> Trunks { get; } = [];

    /// <summary>What happens to a called number; the first match wins. None configured: <c>1000</c> answers and records a memo.</summary>
    public IList<RouteOptions> Routes { get; } = [];

    /// <summary>Check of callers' signed numbers (STIR/SHAKEN).</summary>
    [Required]
    public IdentityOptions Identity { get; set; } = new();

    /// <summary>Bounds on what the gateway takes on.</summary>
    [Required]
    public LimitOptions Limits { get; set; } = new();

    /// <summary>The audible notice.</summary>
    [Required]
    public NoticeOptions Notice { get; set; } = new();

    /// <summary>Recording and utterances.</summary>
    [Required]
    public RecordingOptions Recording { get; set; } = new();

    /// <summary>What is done about work that a crash or an outage left behind.</summary>
    [Required]
    public RecoveryOptions Recovery { get; set; } = new();
}
