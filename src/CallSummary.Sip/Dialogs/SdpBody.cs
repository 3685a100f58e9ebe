using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.Sip.Dialogs;

internal static class SdpBody
{
    /// <summary>Reads a message's SDP, also from a multipart body. False when a body of that type is malformed; null when there is none.</summary>
    public static bool TryRead(SipMessage message, out SdpDescription? sdp)
    {
        sdp = null;
        if (message.Body.IsEmpty) return true;
        if (message.HasContent(SdpDescription.MediaType)) return SdpDescription.Parse(message.Body.Span, out sdp) == SdpParseError.None;
        if (message.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true) return true;
        if (!MultipartBody.TryFlatten(message, out var parts)) return false;
        foreach (var part in parts)
        {
            if (part.ContentType.StartsWith(SdpDescription.MediaType, StringComparison.OrdinalIgnoreCase))
            {
                return SdpDescription.Parse(part.Body.Span, out sdp) == SdpParseError.None;
            }
        }
        return true;
    }

    /// <summary>Whether a message carries a description, readable or not.</summary>
    public static bool HasSdp(this SipMessage message) => !TryRead(message, out var sdp) || sdp is not null;

    public static void Attach(SipMessage message, SdpDescription? sdp)
    {
        if (sdp is null) return;
        message.Headers.Set(SipHeaderNames.ContentType, SdpDescription.MediaType);
        message.Body = sdp.ToBytes();
    }
}
