using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Calls;

/// <summary><c>GET /api/v1/calls/{id}/transcript</c>.</summary>
internal static class TranscriptEndpoint
{
    public static void MapTranscript(this IEndpointRouteBuilder calls) =>
        calls.MapGet("/{id:guid}/transcript", GetAsync).WithName("GetTranscript").WithSummary("Read a call's transcript")
            .WithDescription("Numbered lines in the order of their start, both legs together. While the call is up the lines so far are given, and later utterances may still fall between them; the numbers are final once the call's state is `transcribed`. `leg` (`caller` or `callee`) lets a key of the tenant choose who is `me`.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>Lines as the summary's evidence counts them: with text only; by offset, then leg, then sequence.</summary>
    internal static List<TranscriptLine> Number(IEnumerable<Utterance> utterances, Leg me) =>
    [
        .. utterances
            .Where(u => u.Text.Length > 0)
            .OrderBy(u => u.Offset).ThenBy(u => u.Leg).ThenBy(u => u.Sequence)
            .Select((u, index) => new TranscriptLine
            {
                Number = index + 1,
                Speaker = Speaker(u.Leg, me),
                Leg = u.Leg,
                Start = u.Offset.TotalSeconds,
                End = (u.Offset + u.Duration).TotalSeconds,
                Text = u.Text,
                Language = u.Language,
                Probability = u.Probability,
            }),
    ];

    internal static string Speaker(Leg leg, Leg me) => leg == me ? "me" : "other";

    private static async Task<Results<Ok<TranscriptResource>, ProblemHttpResult>> GetAsync(
        Guid id, string? leg, CallScope scope, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        if (await scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } call)
        {
            return ApiProblem.NoCall();
        }

        if (ReaderLeg.Choose(call, scope, leg, out var problem) is not { } me)
        {
            return ApiProblem.BadRequest(problem);
        }

        var utterances = await scope.Utterances(database, id).ToListAsync(cancellationToken);
        int? missing = call.CallerUtterances is { } caller && call.CalleeUtterances is { } callee
            ? Math.Max(0, caller + callee - utterances.Count)
            : null;
        return TypedResults.Ok(new TranscriptResource
        {
            CallId = id,
            Complete = missing == 0,
            Missing = missing,
            Dropped = utterances.Count(u => u.Drop != TranscriptDrop.None),
            Paused = PausedStretch.Of(call.PausesJson),
            Lines = Number(utterances, me),
        });
    }
}
