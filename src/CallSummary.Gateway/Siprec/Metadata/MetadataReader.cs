using System.Xml;
using System.Xml.Linq;

namespace CallSummary.Gateway.Siprec.Metadata;

/// <summary>
/// Reads <c>rs-metadata</c> bodies of any dialect: the RFC's namespace, the drafts' and the vendors', prefixed or not, with ids named
/// <c>id</c> or <c>participant_id</c>. Elements count by their local name. DTDs and entities are prohibited; size and depth have caps.
/// </summary>
internal static class MetadataReader
{
    /// <summary>Largest document; a SIP message is no longer.</summary>
    internal const int MaxBytes = 64 * 1024;

    internal const int MaxDepth = 32;

    internal const int MaxElements = 4096;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>The document, or null when it cannot be read: whatever the bytes, no exception.</summary>
    public static MetadataDocument? Read(ReadOnlyMemory<byte> body)
    {
        // Some recorders end the body with blanks or NUL, or begin it with an empty line: XML allows neither.
        var bytes = body.Span.Trim(" \t\r\n\0"u8).ToArray();
        if (bytes.Length is 0 or > MaxBytes)
        {
            return null;
        }

        try
        {
            return IsWithinCaps(bytes) ? Read(Load(bytes)) : null;
        }
        catch (Exception e) when (e is XmlException or ArgumentException or NotSupportedException or IOException)
        {
            return null;
        }
    }

    private static bool IsWithinCaps(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), Settings);
        var elements = 0;
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth || (reader.NodeType == XmlNodeType.Element && ++elements > MaxElements))
            {
                return false;
            }
        }

        return true;
    }

    private static XElement? Load(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), Settings);
        return XDocument.Load(reader).Root;
    }

    private static MetadataDocument? Read(XElement? root)
    {
        if (root is null || !Is(root, "recording"))
        {
            return null;
        }

        return new MetadataDocument
        {
            IsPartial = string.Equals(Text(root, "datamode"), "partial", StringComparison.OrdinalIgnoreCase),
            GroupId = Group(root),
            Participants = [.. All(root, "participant").Select(p => Participant(root, p)).OfType<MetadataParticipant>()],
            Streams = [.. All(root, "stream").Select(Stream).OfType<MetadataStream>()],
        };
    }

    private static string? Group(XElement root)
    {
        var id = All(root, "session").Select(s => Text(s, "group-ref") ?? Text(s, "groupref") ?? Id(s, "group")).FirstOrDefault(g => g is not null)
            ?? All(root, "group").Select(g => Id(g, "group", "id")).FirstOrDefault(g => g is not null);
        return id is { Length: <= 256 } ? id : null;
    }

    private static MetadataParticipant? Participant(XElement root, XElement element)
    {
        if (Id(element, "participant", "id") is not { } id)
        {
            return null;
        }

        // The RFC has associations of their own; the drafts put send and recv into the participant.
        var streams = All(root, "participantstreamassoc").Where(a => Id(a, "participant") == id).Append(element).SelectMany(e => All(e, "send")).ToList();
        var presence = All(root, "participantsessionassoc").LastOrDefault(a => Id(a, "participant") == id);
        return new MetadataParticipant
        {
            Id = id,
            Address = Address(element),
            IsCaller = element.Descendants().FirstOrDefault(e => Is(e, "callingParty"))?.Value.Trim() is { } calling
                ? string.Equals(calling, "true", StringComparison.OrdinalIgnoreCase)
                : null,
            Sends = streams.Count == 0 ? null : [.. streams.Select(s => s.Value.Trim()).Where(s => s.Length > 0)],
            HasLeft = presence is null ? null : All(presence, "disassociate-time").Any(),
        };
    }

    private static string? Address(XElement participant)
    {
        foreach (var name in participant.Descendants().Where(e => Is(e, "nameID") || Is(e, "aor")))
        {
            var address = name.Attributes().FirstOrDefault(a => a.Name.LocalName.Equals("aor", StringComparison.OrdinalIgnoreCase))?.Value
                ?? (Is(name, "aor") || !name.HasElements ? name.Value : null);
            if (!string.IsNullOrWhiteSpace(address))
            {
                return address.Trim();
            }
        }

        return null;
    }

    private static MetadataStream? Stream(XElement element) =>
        Id(element, "stream", "id") is { } id && Text(element, "label") is { } label ? new MetadataStream(id, label) : null;

    private static IEnumerable<XElement> All(XElement parent, string name) => parent.Elements().Where(e => Is(e, name));

    private static bool Is(XElement element, string name) => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string? Text(XElement parent, string name) =>
        All(parent, name).Select(e => e.Value.Trim()).FirstOrDefault(t => t.Length > 0);

    /// <summary>An id by what it names: <c>participant_id</c> (RFC), <c>participant</c> (drafts); the own one also as <c>id</c>.</summary>
    private static string? Id(XElement element, string of, string? own = null) => element.Attributes()
        .Where(a => a.Name.LocalName.Equals($"{of}_id", StringComparison.OrdinalIgnoreCase)
            || a.Name.LocalName.Equals(own ?? of, StringComparison.OrdinalIgnoreCase))
        .Select(a => a.Value.Trim())
        .FirstOrDefault(v => v.Length > 0);
}
