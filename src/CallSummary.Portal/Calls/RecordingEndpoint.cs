using CallSummary.Audio.Recordings;
using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Storage;
using CallSummary.Storage.Recordings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace CallSummary.Portal.Calls;

/// <summary><c>GET /api/v1/calls/{id}/recording</c>: made from the two leg files while it is sent, nothing is copied to disk.</summary>
internal static class RecordingEndpoint
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapRecording(this IEndpointRouteBuilder calls) =>
        calls.MapMethods("/{id:guid}/recording", Methods, GetAsync).WithName("GetRecording").WithSummary("Listen to a call")
            .WithDescription("Stereo WAV, 8 kHz, 16 bit: left is the caller, right the callee. Range requests (RFC 9110 section 14) are answered 206, so a player can seek: second s of the call begins at byte 44 + 32000 s.")
            .Produces(StatusCodes.Status200OK, contentType: "audio/wav")
            .Produces(StatusCodes.Status206PartialContent, contentType: "audio/wav")
            .Produces(StatusCodes.Status416RangeNotSatisfiable)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status500InternalServerError);

    internal static async Task<IResult> GetAsync(
        Guid id, CallScope scope, CallSummaryDbContext database, IRecordingStore recordings, ILogger<RecordingWavStream> logger, CancellationToken cancellationToken)
    {
        if (await scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } call)
        {
            return ApiProblem.NoCall();
        }

        // A WAV says its length first, and the length of a call is known when it has ended.
        if (call.EndedAt is not { } endedAt)
        {
            return ApiProblem.Conflict("The call is still up: its recording can be read when it has ended (event call.ended).");
        }

        var caller = recordings.OpenRead(id, Leg.Caller);
        var callee = recordings.OpenRead(id, Leg.Callee);
        if (caller is null && callee is null)
        {
            return ApiProblem.NotFound("The call has no recording: its parties did not consent, or nothing was received. The call's \"consent\" says which.");
        }

        try
        {
            var wav = new RecordingWavStream(caller, callee, call.Duration);
            return TypedResults.Stream(
                wav,
                "audio/wav",
                lastModified: endedAt,
                entityTag: new EntityTagHeaderValue($"\"{id:N}-{wav.Length:x}\""),
                enableRangeProcessing: true);
        }
        catch (InvalidDataException exception)
        {
            caller?.Dispose();
            callee?.Dispose();
            logger.UnreadableRecording(id, exception);
            return TypedResults.Problem(
                "The recording's files are damaged and were left as they are. Transcript and summary can still be read; the operator finds the reason in the log.",
                statusCode: StatusCodes.Status500InternalServerError);
        }
    }
}
