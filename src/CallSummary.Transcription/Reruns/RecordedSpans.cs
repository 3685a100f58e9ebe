using CallSummary.Audio.Recordings;
using CallSummary.Contracts;

namespace CallSummary.Transcription.Reruns;

/// <summary>Finds stretches of speech in a leg's recording again, as the bytes that the gateway named when it cut them.</summary>
internal static class RecordedSpans
{
    // 40 s of the shortest frames: the longest utterance, and what comes before it.
    private const int FramesRemembered = 16_384;

    /// <summary>Reads the file once.</summary>
    /// <param name="recording">The leg's recording from its beginning.</param>
    /// <param name="spans">Stretches of this leg, in any order.</param>
    /// <exception cref="InvalidDataException">It is no recording.</exception>
    public static IReadOnlyList<(UtteranceSpan Span, RecordedRange Bytes)> Find(Stream recording, IEnumerable<UtteranceSpan> spans)
    {
        var reader = new RecordedFrameReader(recording);
        var index = new RecordedFrameIndex(FramesRemembered);
        var waiting = new Queue<UtteranceSpan>(spans.OrderBy(s => s.Offset));
        List<(UtteranceSpan, RecordedRange)> found = [];
        while (waiting.Count > 0)
        {
            var start = reader.GoodTo;
            var goesOn = reader.TryRead(out var frame);
            while (waiting.TryPeek(out var span) && (!goesOn || frame.Position >= Position(span.Offset + span.Duration)))
            {
                found.Add((waiting.Dequeue(), index.Find(Position(span.Offset), Position(span.Offset + span.Duration))));
            }

            if (goesOn)
            {
                index.Add(frame.Position, new RecordedRange(start, reader.GoodTo));
            }
        }

        return found;
    }

    private static long Position(TimeSpan time) => time.Ticks * RecordedFrameFormat.PositionRate / TimeSpan.TicksPerSecond;
}
