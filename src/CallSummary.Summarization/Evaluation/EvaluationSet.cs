using System.Text.Json;
using System.Text.Json.Serialization;
using CallSummary.Contracts;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Evaluation;

/// <summary>Reads an evaluation set: one JSON object a line (<c>id, language, started_at, lines, expected</c>; <c>kind</c> may be added).</summary>
internal static class EvaluationSet
{
    private static readonly JsonSerializerOptions Options = new() { RespectNullableAnnotations = true };

    /// <exception cref="EvaluationInputException">The file is missing, empty, or a line of it is wrong.</exception>
    public static IReadOnlyList<EvaluationDialogue> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new EvaluationInputException($"{path} does not exist. Give a file with one JSON object a line, such as samples/evaluation/summaries.jsonl.");
        }

        var dialogues = new List<EvaluationDialogue>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var dialogue = Read(line, number);
            dialogues.Add(ids.Add(dialogue.Id) ? dialogue : throw Wrong(number, $"repeats the id {dialogue.Id}; give each dialogue its own."));
        }

        return dialogues.Count > 0 ? dialogues : throw new EvaluationInputException($"{path} holds no dialogue.");
    }

    private static EvaluationDialogue Read(string line, int number)
    {
        Row row;
        try
        {
            row = JsonSerializer.Deserialize<Row>(line, Options) ?? throw Wrong(number, "is null; write an object.");
        }
        catch (JsonException exception)
        {
            throw new EvaluationInputException($"Line {number} cannot be read ({exception.Message}). It must be one JSON object with id, language, started_at, lines and expected.", exception);
        }

        if (row.Lines.Any(l => l.Speaker is not ("me" or "other")))
        {
            throw Wrong(number, "has a speaker that is neither \"me\" (the subscriber) nor \"other\".");
        }

        return new EvaluationDialogue
        {
            Id = row.Id,
            Language = row.Language,
            Kind = row.Kind ?? string.Empty,
            StartedAt = row.StartedAt,
            Lines = [.. row.Lines.Select((l, i) => new TranscriptLine(i + 1, l.Speaker, string.Join(' ', l.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))],
            Expected = row.Expected.ToContent(),
        };
    }

    private static EvaluationInputException Wrong(int number, string what) => new($"Line {number} {what}");

    private sealed record Row(
        [property: JsonPropertyName("id"), JsonRequired] string Id,
        [property: JsonPropertyName("language"), JsonRequired] string Language,
        [property: JsonPropertyName("kind")] string? Kind,
        [property: JsonPropertyName("started_at"), JsonRequired] DateTimeOffset StartedAt,
        [property: JsonPropertyName("lines"), JsonRequired] IReadOnlyList<Line> Lines,
        [property: JsonPropertyName("expected"), JsonRequired] ExpectedSummary Expected);

    private sealed record Line(
        [property: JsonPropertyName("speaker"), JsonRequired] string Speaker,
        [property: JsonPropertyName("text"), JsonRequired] string Text);

    // Schema 1 with every part optional: a set may judge schedules alone.
    private sealed record ExpectedSummary(
        [property: JsonPropertyName("title")] string? Title,
        [property: JsonPropertyName("summary")] string? Summary,
        [property: JsonPropertyName("details")] IReadOnlyList<SummaryDetail>? Details,
        [property: JsonPropertyName("action_items")] IReadOnlyList<SummaryActionItem>? ActionItems,
        [property: JsonPropertyName("schedule")] IReadOnlyList<SummaryScheduleItem>? Schedule,
        [property: JsonPropertyName("facts")] IReadOnlyList<SummaryFact>? Facts,
        [property: JsonPropertyName("tags")] IReadOnlyList<string>? Tags,
        [property: JsonPropertyName("risk")] SummaryRisk? Risk)
    {
        public SummaryContent ToContent() => new()
        {
            Title = Title ?? string.Empty,
            Summary = Summary ?? string.Empty,
            Details = Details ?? [],
            ActionItems = ActionItems ?? [],
            Schedule = Schedule ?? [],
            Facts = Facts ?? [],
            Tags = Tags ?? [],
            Risk = Risk ?? new SummaryRisk { Level = "none", Reason = string.Empty, Evidence = [] },
        };
    }
}
