using CallSummary.Sip.Messages;

namespace CallSummary.Gateway.Siprec;

/// <summary>Finds what a recorder's message carries beside its SDP (RFC 7866 section 9).</summary>
internal static class SiprecBody
{
    /// <summary>RFC 7866 has it without, RFC 9806 with <c>+xml</c>; both are met.</summary>
    private static readonly string[] MetadataTypes = ["application/rs-metadata+xml", "application/rs-metadata"];

    /// <summary>The metadata, the first part of that type; null when there is none.</summary>
    public static ReadOnlyMemory<byte>? Metadata(SipMessage message) => Part(message, MetadataTypes)?.Body;

    private static MultipartPart? Part(SipMessage message, string[] types)
    {
        if (!MultipartBody.TryRead(message, out var parts))
        {
            return null;
        }

        return parts.FirstOrDefault(p => types.Contains(MediaType(p.ContentType), StringComparer.OrdinalIgnoreCase));
    }

    private static string MediaType(string contentType)
    {
        var semicolon = contentType.IndexOf(';', StringComparison.Ordinal);
        return (semicolon < 0 ? contentType : contentType[..semicolon]).Trim();
    }
}
