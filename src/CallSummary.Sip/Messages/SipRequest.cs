namespace CallSummary.Sip.Messages;

/// <summary>A SIP request (RFC 3261, 7.1).</summary>
public sealed class SipRequest : SipMessage
{
    private SipUri? _uri;

    public SipRequest(string method, SipUri requestUri) : base(new SipHeaders())
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(requestUri);
        Method = method;
        RequestUriText = requestUri.ToString();
        _uri = requestUri;
    }

    internal SipRequest(string method, string requestUriText, SipHeaders headers) : base(headers)
    {
        Method = method;
        RequestUriText = requestUriText;
    }

    public string Method { get; }

    /// <exception cref="FormatException">The message was malformed: parse errors tell before.</exception>
    public SipUri RequestUri => _uri ??= SipUri.Parse(RequestUriText);

    internal string RequestUriText { get; }

    /// <summary>Reads the Request-URI once and keeps it.</summary>
    internal bool TryKeepUri() => _uri is not null || SipUri.TryParse(RequestUriText, out _uri);
}
