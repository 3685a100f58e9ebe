using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Dates;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Summaries;

/// <summary>Puts around a summary's content what a reader must know of it, and writes it as JSON.</summary>
internal static class SummaryDocuments
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static SummaryDocument Create(Call call, Leg subscriber, Transcript transcript, WrittenSummary written, string defaultLanguage) => new()
    {
        CallId = call.Id,
        SubscriberLeg = Snake(subscriber),
        Language = transcript.Language.Length > 0 ? transcript.Language : defaultLanguage,
        Content = TimeZoneInfo.TryFindSystemTimeZoneById(call.TimeZone, out var zone) ? Resolve(written.Content, call.StartedAt, zone) : written.Content,
        Engine = Snake(written.Engine),
        FallbackReason = written.Failure == SummaryFailure.None ? null : Snake(written.Failure),
        Provenance = new SummaryProvenance
        {
            AsrModels = transcript.SpeechModels,
            LlmModel = written.Model,
            PromptVersion = written.Prompt?.Version,
            PromptSha256 = written.Prompt?.Sha256,
            Template = written.Template?.Name,
            TemplateSha256 = written.Template?.Sha256,
        },
        Quality = new SummaryQuality
        {
            TranscriptCoverage = Math.Round(transcript.Coverage, 3),
            TranscriptConfidence = Math.Round(transcript.Confidence, 3),
            DroppedItems = written.Dropped,
            Verdicts = written.Verdicts,
        },
    };

    /// <summary>The content with its schedule's words resolved to dates.</summary>
    public static SummaryContent Resolve(SummaryContent content, DateTimeOffset startedAt, TimeZoneInfo zone) => content with
    {
        Schedule = [.. content.Schedule.Select(item => WhenResolver.Resolve(item.When, startedAt, zone) is { } when
            ? item with { StartsAt = when.StartsAt, EndsAt = when.EndsAt, StartsPrecision = when.Precision, AfternoonAssumed = when.AfternoonAssumed ? true : null }
            : item)],
    };

    public static string ToJson(SummaryDocument document) => JsonSerializer.Serialize(document, Readable);

    private static string Snake<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
