using CallSummary.Audio.Recordings;
using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Recordings;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.App;

/// <summary>How loud each party was over the call, for drawing.</summary>
internal static class Waveform
{
    public const int Buckets = 800;
    private const int Header = 44;
    private const int BytesPerFrame = 4; // Two channels of 16 bits.
    private const int RateInHeader = 24;

    public static async Task<IResult> GetAsync(
        Guid id, Access.CallScope scope, CallSummaryDbContext database, IRecordingStore recordings, CancellationToken cancellationToken)
    {
        if (await scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { EndedAt: not null } call)
        {
            return ApiProblem.NoCall();
        }

        var caller = recordings.OpenRead(id, Leg.Caller);
        var callee = recordings.OpenRead(id, Leg.Callee);
        if (caller is null && callee is null)
        {
            return ApiProblem.NotFound("The call has no recording.");
        }

        try
        {
            await using var wav = new RecordingWavStream(caller, callee, call.Duration);
            var (left, right, seconds) = await MeasureAsync(wav, cancellationToken);
            return TypedResults.Json(new { seconds, left, right });
        }
        catch (InvalidDataException)
        {
            return ApiProblem.NotFound("The recording cannot be read.");
        }
    }

    /// <summary>The peak of each channel in each of <see cref="Buckets"/> equal parts, 0 to 1.</summary>
    internal static async Task<(double[] Left, double[] Right, double Seconds)> MeasureAsync(Stream wav, CancellationToken cancellationToken)
    {
        var frames = Math.Max(1, (wav.Length - Header) / BytesPerFrame);
        var (left, right) = (new double[Buckets], new double[Buckets]);
        var buffer = new byte[64 * 1024];
        await wav.ReadExactlyAsync(buffer.AsMemory(0, Header), cancellationToken);
        var framesPerSecond = BitConverter.ToInt32(buffer, RateInHeader);
        var frame = 0L;
        int read;
        while ((read = await wav.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            for (var at = 0; at + BytesPerFrame <= read; at += BytesPerFrame, frame++)
            {
                var bucket = (int)Math.Min(Buckets - 1, frame * Buckets / frames);
                left[bucket] = Math.Max(left[bucket], Math.Abs((double)BitConverter.ToInt16(buffer, at)) / short.MaxValue);
                right[bucket] = Math.Max(right[bucket], Math.Abs((double)BitConverter.ToInt16(buffer, at + 2)) / short.MaxValue);
            }
        }

        return (Array.ConvertAll(left, Rounded), Array.ConvertAll(right, Rounded), (double)frames / framesPerSecond);

        static double Rounded(double peak) => Math.Round(Math.Min(1, peak), 3);
    }
}
