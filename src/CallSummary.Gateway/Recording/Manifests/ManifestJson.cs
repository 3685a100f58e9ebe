using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>How manifest lines are written: one JSON object a line, enums by name.</summary>
internal static class ManifestJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static byte[] Line(ManifestEntry entry)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, Options);
        Array.Resize(ref json, json.Length + 1);
        json[^1] = (byte)'\n';
        return json;
    }

    /// <summary>The entry, or null when the line is torn or no manifest line at all.</summary>
    public static ManifestEntry? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<ManifestEntry>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
