using System.Text.Json;
using CallSummary.Contracts;

namespace CallSummary.Portal.Console;

/// <summary>Reads how well a call's sound arrived.</summary>
internal static class SoundQuality
{
    /// <summary>Below this score of the E-model (ITU-T G.107 annex B) many users are dissatisfied.</summary>
    public const double Poor = 3.1;

    /// <summary>Each leg's quality; empty when it is not known.</summary>
    public static IReadOnlyList<LegQuality> Read(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize<List<LegQuality>>(json, JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException)
        {
            return []; // Another version's.
        }
    }

    public static double Loss(LegQuality leg) => leg.Packets + leg.Lost is > 0 and var sent ? (double)leg.Lost / sent : 0;
}
