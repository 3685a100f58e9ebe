using CallSummary.Audio.Recordings;
using CallSummary.Audio.Speech;
using CallSummary.Contracts;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Storage.Recordings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Recovery;

/// <summary>
/// Finishes the recording of a call whose gateway died: finds the utterances that were on disk but not in the manifest, and writes
/// the end that nobody wrote. The leg files are read up to their last whole frame and never changed.
/// </summary>
internal sealed class CrashedCalls(IRecordingStore store, IOptions<GatewayOptions> options, GatewayMetrics metrics, TimeProvider time, ILogger<CrashedCalls> logger)
{
    private readonly TimeSpan _maxUtterance = options.Value.Recording.MaxUtterance;

    /// <summary>Appends what is missing to the manifest of a call that has no end.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Finish(Manifest manifest)
    {
        var call = manifest.Call;
        var caller = Scan(manifest, Leg.Caller);
        var callee = Scan(manifest, Leg.Callee);
        var lastSign = manifest.LastSign - call.At;
        var duration = new[] { caller.End, callee.End, lastSign }.Max();
        using var writer = ManifestWriter.Resume(store.OpenManifestAppend(call.CallId));
        foreach (var utterance in caller.Found.Concat(callee.Found))
        {
            writer.Append(utterance);
        }

        writer.Append(new EndedEntry
        {
            At = call.At + duration,
            Termination = CallTermination.GatewayCrashed,
            Duration = duration,
            CallerUtterances = manifest.CountOf(Leg.Caller) + caller.Found.Count,
            CalleeUtterances = manifest.CountOf(Leg.Callee) + callee.Found.Count,
        });
        metrics.CallRecovered();
        logger.CallRecovered(call.CallId, duration, caller.Found.Count + callee.Found.Count);
    }

    private (List<UtteranceEntry> Found, TimeSpan End) Scan(Manifest manifest, Leg leg)
    {
        List<UtteranceEntry> found = [];
        using var stream = ConsentGate.Allows(manifest.Consent) ? store.OpenRead(manifest.Call.CallId, leg) : null;
        if (stream is null || stream.Length < RecordedFrameFormat.FileHeaderLength)
        {
            return (found, TimeSpan.Zero);
        }

        var known = manifest.Utterances.Where(u => u.Leg == leg).ToList();
        var heardTo = known.Count == 0 ? 0 : LegRecorder.Samples(known.Max(u => u.Offset + u.Duration));
        var index = new RecordedFrameIndex();
        var sequence = known.Count;
        var segmenter = new SpeechSegmenter(
            segment =>
            {
                // Heard from the start, so that the noise floor is the one the live recorder had; what it has cut stays as it cut it.
                if (segment.Start < heardTo)
                {
                    return;
                }

                var range = index.Find(segment.Start, segment.End);
                found.Add(new UtteranceEntry
                {
                    At = time.GetUtcNow(),
                    Leg = leg,
                    Sequence = sequence++,
                    Offset = LegRecorder.Time(segment.Start),
                    Duration = LegRecorder.Time(segment.End - segment.Start),
                    Start = range.Start,
                    End = range.End,
                });
            },
            LegRecorder.SegmenterOptions(_maxUtterance));
        return (found, Read(stream, index, segmenter));
    }

    private static TimeSpan Read(Stream stream, RecordedFrameIndex index, SpeechSegmenter segmenter)
    {
        var reader = new RecordedFrameReader(stream);
        using var decoder = new RecordedDecoder(RecordedFrameFormat.PositionRate);
        var samples = new short[decoder.MaxOutput];
        var end = 0L;
        for (var start = reader.GoodTo; reader.TryRead(out var frame); start = reader.GoodTo)
        {
            index.Add(frame.Position, new RecordedRange(start, reader.GoodTo));
            end = Math.Max(end, frame.End);
            var (position, count) = decoder.Decode(frame.Codec, frame.Position, frame.Payload, samples);
            segmenter.Add(position, samples.AsSpan(0, count));
        }

        segmenter.Complete();
        return LegRecorder.Time(end);
    }
}
