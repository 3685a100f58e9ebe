using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CallSummary.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage.Calls;

/// <summary>Writes corrected summaries as an evaluation set, for <c>evaluate summaries</c>: of one tenant, and only what its subscribers allow.</summary>
public static class FeedbackExport
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="database">The database.</param>
    /// <param name="tenantId">The tenant whose feedback is exported.</param>
    /// <param name="output">Gets one JSON object a line.</param>
    /// <param name="cancellationToken">Stops between two calls.</param>
    /// <returns>Lines written.</returns>
    public static async Task<int> WriteAsync(CallSummaryDbContext database, string tenantId, TextWriter output, CancellationToken cancellationToken)
    {
        var given = await database.SummaryFeedback.AsNoTracking()
            .Where(f => f.TenantId == tenantId)
            .OrderBy(f => f.CreatedAt).ThenBy(f => f.Id)
            .ToListAsync(cancellationToken);
        var written = 0;
        foreach (var ofOne in given.GroupBy(f => (f.CallId, f.SubscriberLeg)))
        {
            // What the subscriber said last holds: who has taken the permission back is not exported by an earlier one.
            if (!ofOne.Last().MayImprove || ofOne.LastOrDefault(f => f.CorrectionJson is not null) is not { } feedback)
            {
                continue;
            }

            var call = await database.Calls.AsNoTracking()
                .SingleOrDefaultAsync(c => c.Id == feedback.CallId && c.TenantId == tenantId && c.State != CallState.Erased, cancellationToken);
            if (call is null)
            {
                continue;
            }

            var utterances = await database.Utterances.AsNoTracking().Where(u => u.CallId == call.Id).ToListAsync(cancellationToken);
            var row = Row(call, feedback, TranscriptOrder.Lines(utterances));
            await output.WriteLineAsync(row.ToJsonString(Compact).AsMemory(), cancellationToken);
            written++;
        }

        return written;
    }

    private static JsonObject Row(Call call, SummaryFeedback feedback, IReadOnlyList<Utterance> lines)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(call.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return new JsonObject
        {
            ["id"] = $"{feedback.CallId:N}-{(feedback.SubscriberLeg == Leg.Caller ? "caller" : "callee")}",
            ["language"] = lines.GroupBy(l => l.Language).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key ?? string.Empty,
            ["kind"] = "feedback",
            ["started_at"] = TimeZoneInfo.ConvertTime(call.StartedAt, zone),
            ["lines"] = new JsonArray([.. lines.Select(line => new JsonObject { ["speaker"] = line.Leg == feedback.SubscriberLeg ? "me" : "other", ["text"] = line.Text })]),
            ["expected"] = JsonNode.Parse(feedback.CorrectionJson!),
        };
    }
}
