using System.Collections.Frozen;

namespace CallSummary.Sip.Messages;

/// <summary>Canonical header names and their compact forms (RFC 3261, 7.3.3 and 20).</summary>
public static class SipHeaderNames
{
    public const string Accept = "Accept";
    public const string Allow = "Allow";
    public const string Authorization = "Authorization";
    public const string CallId = "Call-ID";
    public const string Contact = "Contact";
    public const string ContentDisposition = "Content-Disposition";
    public const string ContentEncoding = "Content-Encoding";
    public const string ContentLength = "Content-Length";
    public const string ContentType = "Content-Type";
    public const string CSeq = "CSeq";
    public const string Date = "Date";
    public const string Event = "Event";
    public const string Expires = "Expires";
    public const string From = "From";
    public const string Identity = "Identity";
    public const string InfoPackage = "Info-Package";
    public const string MaxForwards = "Max-Forwards";
    public const string MinExpires = "Min-Expires";
    public const string MinSE = "Min-SE";
    public const string PAssertedIdentity = "P-Asserted-Identity";
    public const string Path = "Path";
    public const string ProxyAuthenticate = "Proxy-Authenticate";
    public const string ProxyAuthorization = "Proxy-Authorization";
    public const string RAck = "RAck";
    public const string Reason = "Reason";
    public const string RecordRoute = "Record-Route";
    public const string RecvInfo = "Recv-Info";
    public const string ReferSub = "Refer-Sub";
    public const string ReferTo = "Refer-To";
    public const string ReferredBy = "Referred-By";
    public const string Replaces = "Replaces";
    public const string Require = "Require";
    public const string RetryAfter = "Retry-After";
    public const string Route = "Route";
    public const string RSeq = "RSeq";
    public const string Server = "Server";
    public const string ServiceRoute = "Service-Route";
    public const string SessionExpires = "Session-Expires";
    public const string Subject = "Subject";
    public const string SubscriptionState = "Subscription-State";
    public const string Supported = "Supported";
    public const string To = "To";
    public const string Unsupported = "Unsupported";
    public const string UserAgent = "User-Agent";
    public const string Via = "Via";
    public const string Warning = "Warning";
    public const string WwwAuthenticate = "WWW-Authenticate";

    private static readonly FrozenDictionary<string, string> s_canonical = Build();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> s_lookup =
        s_canonical.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The canonical spelling of a header name; compact forms expand; unknown names stay as written.</summary>
    public static string Canonicalize(ReadOnlySpan<char> name) =>
        s_lookup.TryGetValue(name, out var canonical) ? canonical : name.ToString();

    private static FrozenDictionary<string, string> Build()
    {
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["a"] = "Accept-Contact",
            ["b"] = ReferredBy,
            ["c"] = ContentType,
            ["d"] = "Request-Disposition",
            ["e"] = ContentEncoding,
            ["f"] = From,
            ["i"] = CallId,
            ["j"] = "Reject-Contact",
            ["k"] = Supported,
            ["l"] = ContentLength,
            ["m"] = Contact,
            ["o"] = Event,
            ["r"] = ReferTo,
            ["s"] = Subject,
            ["t"] = To,
            ["u"] = "Allow-Events",
            ["v"] = Via,
            ["x"] = SessionExpires,
            ["y"] = Identity,
        };
        string[] names =
        [
            Accept, Allow, Authorization, CallId, Contact, ContentDisposition, ContentEncoding, ContentLength, ContentType,
            CSeq, Date, Event, Expires, From, MaxForwards, MinExpires, MinSE, PAssertedIdentity, ProxyAuthenticate,
            ProxyAuthorization, Reason, RecordRoute, ReferTo, ReferredBy, Replaces, Require, RetryAfter, Route, Server,
            SessionExpires, Subject, Supported, To, Unsupported, UserAgent, Via, Warning, WwwAuthenticate,
            "Accept-Encoding", "Accept-Language", "Accept-Contact", "Allow-Events", "Call-Info", "Diversion", Identity,
            "P-Preferred-Identity", "P-Called-Party-ID", "P-Charging-Vector", "Privacy", RAck, RSeq, "Timestamp", RecvInfo, ReferSub, SubscriptionState, InfoPackage, Path, ServiceRoute,
        ];
        foreach (var name in names) map[name] = name;
        return map.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
