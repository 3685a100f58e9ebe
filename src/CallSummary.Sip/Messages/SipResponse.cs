namespace CallSummary.Sip.Messages;

/// <summary>A SIP response (RFC 3261, 7.2).</summary>
public sealed class SipResponse : SipMessage
{
    internal SipResponse(int statusCode, string reasonPhrase, SipHeaders headers) : base(headers)
    {
        StatusCode = statusCode;
        ReasonPhrase = reasonPhrase;
    }

    /// <summary>100 to 699.</summary>
    public int StatusCode { get; }

    public string ReasonPhrase { get; }

    public bool IsProvisional => StatusCode < 200;

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>A response with the headers that RFC 3261, 8.2.6 copies; a To tag is added when there is none and one is given.</summary>
    internal static SipResponse For(SipRequest request, int statusCode, string? reason = null, string? toTag = null)
    {
        var headers = new SipHeaders();
        foreach (var header in request.Headers)
        {
            if (ReferenceEquals(header.Name, SipHeaderNames.Via) || ReferenceEquals(header.Name, SipHeaderNames.From)
                || ReferenceEquals(header.Name, SipHeaderNames.CallId) || ReferenceEquals(header.Name, SipHeaderNames.CSeq))
            {
                headers.AddParsed(header.Name, header.Value);
            }
            else if (ReferenceEquals(header.Name, SipHeaderNames.To))
            {
                var tagged = toTag is null || !NameAddress.TryParse(header.Value, out var to) || to.Tag is not null;
                headers.AddParsed(header.Name, tagged ? header.Value : $"{header.Value};tag={toTag}");
            }
            else if (ReferenceEquals(header.Name, "Timestamp") && statusCode == 100)
            {
                headers.AddParsed(header.Name, header.Value);
            }
        }
        return new SipResponse(statusCode, reason ?? ReasonPhrases.For(statusCode), headers);
    }
}
