using System.Text;
using System.Text.Json;
using CallSummary.Contracts;

namespace CallSummary.Summarization.Summaries;

/// <summary>Reads a model's answer as summary schema 1, within the schema's limits; anything else is unusable.</summary>
internal static class SummaryReader
{
    private const string EndOfThought = "</think>";

    private static readonly JsonSerializerOptions Strict = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <returns>The content, or null. An answer that was cut off gives what is whole in it, so long as that includes the title.</returns>
    public static SummaryContent? Read(string answer)
    {
        // A server that does not separate the model's reasoning leaves it in front.
        answer = answer[(answer.LastIndexOf(EndOfThought, StringComparison.Ordinal) is >= 0 and var thought ? thought + EndOfThought.Length : 0)..];

        // Servers without constrained decoding wrap the object in a fence or in words.
        var start = answer.IndexOf('{', StringComparison.Ordinal);
        var end = answer.LastIndexOf('}');
        if (start < 0)
        {
            return null;
        }

        return (end > start ? Parse(answer.AsSpan(start, end - start + 1)) : null) ?? (CutAnswer.Complete(answer[start..]) is { } whole ? Parse(whole) : null);
    }

    private static SummaryContent? Parse(ReadOnlySpan<char> json)
    {
        try
        {
            var content = JsonSerializer.Deserialize<SummaryContent>(json, Strict);
            return content is not null && WithinLimits(content)
                ? content with { Schedule = [.. content.Schedule.Select(item => item with { StartsAt = null, EndsAt = null, StartsPrecision = null, AfternoonAssumed = null })] }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool WithinLimits(SummaryContent content)
    {
        int[] counts = [content.Details.Count, content.ActionItems.Count, content.Schedule.Count, content.Facts.Count, content.Tags.Count];
        string[] texts =
        [
            .. content.Details.Select(d => d.Text), .. content.ActionItems.Select(a => a.Text), .. content.Schedule.SelectMany(s => new[] { s.What, s.When }),
            .. content.Facts.Select(f => f.Value), .. content.Tags, content.Risk.Reason,
        ];
        return counts.All(count => count <= SummarySchema.MaxItems)
            && texts.All(text => text is not null && Characters(text) <= SummarySchema.MaxText)
            && Characters(content.Title) <= SummarySchema.MaxTitle
            && Characters(content.Summary) <= SummarySchema.MaxSummary;
    }

    // As schemas and grammars count: an emoji is one. Bytes that were no character are none.
    private static int Characters(string text) => text.EnumerateRunes().Count(rune => rune != Rune.ReplacementChar);
}
