using CallSummary.Contracts;

namespace CallSummary.Gateway.Routing;

/// <summary>What happens to a called number.</summary>
public sealed class RouteOptions
{
    /// <summary>
    /// The called number after E.164 normalisation: <c>*</c> (any), <c>+8210*</c> (prefix), <c>1000</c> (exact) or
    /// <c>/^\+82(2|31)\d+$/</c> (regular expression).
    /// </summary>
    public string Number { get; set; } = "";

    /// <summary>Only for calls of this trunk; empty (default) = of any.</summary>
    public string Trunk { get; set; } = "";

    /// <summary>What is done. Default: bridge.</summary>
    public RouteAction Action { get; set; } = RouteAction.Bridge;

    /// <summary>
    /// Bridge: SIP URI of the next hop. <c>{number}</c> is the called number after normalisation, <c>{digits}</c> the same without
    /// +, <c>{dialled}</c> as it was signalled. Example: <c>sip:{number}@10.0.0.20:5060;transport=tcp</c>.
    /// </summary>
    public string NextHop { get; set; } = "";

    /// <summary>
    /// Bridge: trunk that the call goes out by, instead of <see cref="NextHop"/>: its hops are tried in order, and its codecs apply. The
    /// number goes on after normalisation.
    /// </summary>
    public string ToTrunk { get; set; } = "";

    /// <summary>Bridge: digest user name for a next hop that challenges us; empty = a challenge fails the call.</summary>
    public string Username { get; set; } = "";

    /// <summary>Bridge: digest password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Bridge: how long the callee may ring. 1 second to 5 minutes; default 60 seconds.</summary>
    public TimeSpan RingTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The legs that are subscribers, whatever their numbers; empty (default) = the tenant's patterns decide.</summary>
    public IList<Leg> Subscribers { get; } = [];

    /// <summary>Language that recognition is fixed to (ISO 639-1); empty (default) = the tenant's.</summary>
    public string Language { get; set; } = "";

    /// <summary>Language of the notice (ISO 639-1); empty (default) = the tenant's.</summary>
    public string NoticeLanguage { get; set; } = "";
}
