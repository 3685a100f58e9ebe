using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.App;

/// <summary>Reads a call the way a person sees it: transcript and summary with corrections laid over them.</summary>
internal sealed class CallReader(CallSummaryDbContext database)
{
    /// <summary>Null when the call is not there or not the reader's to see.</summary>
    public async Task<CallView?> ReadAsync(Guid id, CallScope scope, CancellationToken cancellationToken)
    {
        if (await scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } call
            || CallParties.Of(call).ViewOf(scope) is not { } me)
        {
            return null;
        }

        var mine = me == Leg.Caller ? call.CallerNumber : call.CalleeNumber;
        var other = me == Leg.Caller ? call.CalleeNumber : call.CallerNumber;
        var owner = new CallScope(call.TenantId, mine);
        var utterances = await scope.Utterances(database, id).ToListAsync(cancellationToken);
        var json = await scope.Summaries(database).Where(s => s.CallId == id && s.SubscriberLeg == me).Select(s => s.DocumentJson).SingleOrDefaultAsync(cancellationToken);
        var corrections = (await owner.Corrections(database).Where(c => c.CallId == id).OrderBy(c => c.Id).ToListAsync(cancellationToken))
            .GroupBy(c => c.Target).ToDictionary(same => same.Key, same => same.Last());
        var mark = await owner.Marks(database).SingleOrDefaultAsync(m => m.CallId == id, cancellationToken);
        return new CallView
        {
            Call = call,
            Me = me,
            Name = await owner.Contacts(database).Where(c => c.Number == other).Select(c => c.Name).SingleOrDefaultAsync(cancellationToken),
            Lines = Lines(utterances, me, corrections),
            Missing = call is { CallerUtterances: { } caller, CalleeUtterances: { } callee } ? Math.Max(0, caller + callee - utterances.Count) : null,
            Unheard = utterances.Count(u => u.Drop is not (TranscriptDrop.None or TranscriptDrop.NoSpeech)),
            Summary = json is null ? null : Summary(json, corrections, mark),
            Mark = mark,
        };
    }

    internal static string TargetOf(Utterance utterance) => $"line:{(utterance.Leg == Leg.Caller ? "caller" : "callee")}:{utterance.Sequence}";

    private static List<LineView> Lines(List<Utterance> utterances, Leg me, Dictionary<string, Correction> corrections) =>
    [
        .. TranscriptOrder.Lines(utterances).Select((u, index) =>
        {
            var right = corrections.GetValueOrDefault(TargetOf(u));
            return new LineView
            {
                Number = index + 1,
                Target = TargetOf(u),
                Mine = u.Leg == me,
                Start = u.Offset.TotalSeconds,
                End = (u.Offset + u.Duration).TotalSeconds,
                Text = right?.Text ?? u.Text,
                Original = right is null ? null : u.Text,
                Probability = u.Probability,
                Segments = right is null ? Segments(u.SegmentsJson) : [],
            };
        }),
    ];

    private static List<TranscribedSegment> Segments(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<TranscribedSegment>>(json) ?? [];
        }
        catch (JsonException)
        {
            return []; // Another version's: the line is there all the same.
        }
    }

    private static SummaryView Summary(string json, Dictionary<string, Correction> corrections, CallMark? mark)
    {
        var document = JsonSerializer.Deserialize<SummaryDocument>(json)!;
        var content = document.Content;
        var done = (mark?.Done ?? string.Empty).Split(',').ToHashSet();
        return new SummaryView
        {
            Document = document,
            Title = Item("title", content.Title, []),
            Summary = Item("summary", content.Summary, []),
            Details = [.. content.Details.Select((d, i) => Item($"details:{i}", d.Text, d.Evidence))],
            Todos = [.. content.ActionItems.Select((a, i) => new TodoView(i, a.Owner == "me", done.Contains($"{i}"), Item($"action_items:{i}", a.Text, a.Evidence)))],
        };

        ItemView Item(string target, string text, IReadOnlyList<int> evidence) => corrections.TryGetValue(target, out var right)
            ? new ItemView(target, right.Text, text, evidence)
            : new ItemView(target, text, null, evidence);
    }
}
