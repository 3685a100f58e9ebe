using System.Globalization;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip;

/// <summary>The end of <see cref="SipStack.InviteAsync"/>.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Session">The call; set only when answered.</param>
/// <param name="Response">The final response, where one came.</param>
public sealed record InviteOutcome(InviteResult Result, SipSession? Session = null, SipResponse? Response = null)
{
    /// <summary>The final status; 408 for a timeout, 503 for a transport error, 487 when cancelled (RFC 3261, 8.1.3.1).</summary>
    public int StatusCode => Response?.StatusCode ?? Result switch
    {
        InviteResult.Timeout => 408,
        InviteResult.TransportError => 503,
        _ => 487,
    };

    /// <summary>Where a 3xx sends us, best first (RFC 3261, 8.1.3.4); empty otherwise. The stack never follows by itself.</summary>
    public IReadOnlyList<NameAddress> Redirections => Response is not { StatusCode: >= 300 and < 400 } response
        ? []
        : [.. response.Headers.Elements(SipHeaderNames.Contact)
            .Select(static text => NameAddress.TryParse(text, out var address) ? address : null)
            .OfType<NameAddress>()
            .OrderByDescending(static address => double.TryParse(address.Parameters["q"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) ? q : 1)];
}
