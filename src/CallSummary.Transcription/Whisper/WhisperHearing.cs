using Whisper.net;

namespace CallSummary.Transcription.Whisper;

/// <summary>Collects what one run of Whisper heard.</summary>
/// <param name="endOfText">First token that is not text.</param>
/// <param name="withWords">Whether words are timed.</param>
internal sealed class WhisperHearing(int endOfText, bool withWords)
{
    private readonly List<RecognizedSegment> _segments = [];
    private double _probabilities;
    private int _tokens;
    private double _noSpeech;

    public void Add(SegmentData segment)
    {
        var (sum, count) = (0.0, 0);
        foreach (var token in segment.Tokens)
        {
            if (token.Id < endOfText)
            {
                sum += token.Probability;
                count++;
            }
        }

        _noSpeech = Math.Max(_noSpeech, segment.NoSpeechProbability);
        _probabilities += sum;
        _tokens += count;
        var text = segment.Text.Trim();
        if (text.Length > 0)
        {
            _segments.Add(new RecognizedSegment(segment.Start, segment.End, text, count == 0 ? 0 : sum / count)
            {
                Words = withWords ? WhisperWords.Of(text, segment.Tokens, endOfText) : null,
            });
        }
    }

    public Recognition ToRecognition(string language) => new(
        string.Join(' ', _segments.Select(s => s.Text)),
        _segments.Count == 0 ? "" : language,
        _tokens == 0 ? 0 : _probabilities / _tokens,
        _noSpeech,
        _segments);
}
