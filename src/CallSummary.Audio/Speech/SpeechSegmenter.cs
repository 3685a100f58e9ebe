using System.ComponentModel.DataAnnotations;

namespace CallSummary.Audio.Speech;

/// <summary>
/// Finds one leg's utterances by energy over an adaptive noise floor, as the sound comes in, and drops what is cheaply seen not to be
/// speech: tones, steady noise, clicks. It keeps levels, not sound: 1 to 6 KB a leg. Not thread-safe.
/// </summary>
public sealed class SpeechSegmenter
{
    private const int FrameSamples = SpeechFrame.Samples;

    private readonly SpeechSegmenterOptions _options;
    private readonly Action<SpeechSegment> _output;
    private readonly NoiseFloor _floor = new();
    private readonly SegmentDraft _draft;
    private readonly short[] _frame = new short[FrameSamples];
    private readonly int _hangoverFrames;
    private readonly int _preRoll;
    private readonly int _postRoll;
    private int _filled;
    private long _frameStart;
    private long _notBefore;

    /// <summary>A segmenter that hands out each utterance as soon as its pause is long enough.</summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public SpeechSegmenter(Action<SpeechSegment> output, SpeechSegmenterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        _options = options ?? new SpeechSegmenterOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        _output = output;
        _hangoverFrames = Frames(_options.Hangover);
        _preRoll = Frames(_options.PreRoll) * FrameSamples;
        _postRoll = Frames(_options.PostRoll) * FrameSamples;
        _draft = new SegmentDraft(_options, Frames(_options.MaxUtterance) - Frames(_options.PreRoll) - Frames(_options.PostRoll));
    }

    /// <summary>Sample after the last one heard.</summary>
    public long Position => _frameStart + _filled;

    /// <summary>The utterance that has begun and not ended, as far as it was heard; null when nobody speaks, or when what is heard cannot be told from a tone or noise yet.</summary>
    public (long Start, long End)? Running => _draft.IsOpen && _draft.IsSpeech() ? (Math.Max(_draft.Start - _preRoll, _notBefore), _frameStart) : null;

    /// <summary>Where the utterance that is being heard began (its first loud sample), or null when nobody speaks.</summary>
    public long? RunningSince => _draft.IsOpen ? _draft.Start : null;

    /// <summary>Segments dropped because they were a tone, steady noise or too short.</summary>
    public long Dropped { get; private set; }

    /// <summary>Adds sound.</summary>
    /// <param name="position">Place of the first sample on the call's timeline (8 kHz). What is skipped is silence; what was heard already is ignored.</param>
    /// <param name="samples">16 bit samples.</param>
    public void Add(long position, ReadOnlySpan<short> samples)
    {
        AdvanceTo(position);
        samples = samples[(int)Math.Clamp(Position - position, 0, samples.Length)..];
        while (!samples.IsEmpty)
        {
            var part = Math.Min(samples.Length, FrameSamples - _filled);
            samples[..part].CopyTo(_frame.AsSpan(_filled));
            samples = samples[part..];
            _filled += part;
            EndFrame();
        }
    }

    /// <summary>Lets silence pass up to a place on the timeline: nothing was received there, or may still be received later.</summary>
    public void AdvanceTo(long position)
    {
        while (Position < position)
        {
            if (_filled == 0 && !_draft.IsOpen)
            {
                // Nothing can begin in silence: a pause of hours costs nothing.
                _frameStart += (position - _frameStart) / FrameSamples * FrameSamples;
            }

            var part = (int)Math.Min(position - Position, FrameSamples - _filled);
            _frame.AsSpan(_filled, part).Clear();
            _filled += part;
            EndFrame();
        }
    }

    /// <summary>Ends the last utterance: the call is over.</summary>
    public void Complete()
    {
        var end = Position;
        AdvanceTo(_frameStart + FrameSamples);
        if (_draft.IsOpen)
        {
            Close(Math.Min(_draft.SpeechEnd + _postRoll, end), SpeechSegmentEnd.EndOfCall);
        }
    }

    private void EndFrame()
    {
        if (_filled < FrameSamples)
        {
            return;
        }

        var level = SpeechFrame.Level(_frame);
        // Digital silence is a gap or a muted sender; it says nothing about the room.
        if (level > SpeechFrame.Silence)
        {
            _floor.Add(level);
        }

        var loud = level >= Math.Max(_options.MinLevel, _floor.Level + _options.AboveNoise);
        if (loud && !_draft.IsOpen)
        {
            _draft.Open(_frameStart);
        }

        if (_draft.IsOpen)
        {
            _draft.Add(level, loud, loud && SpeechFrame.IsTonal(_frame));
        }

        _frameStart += FrameSamples;
        _filled = 0;
        if (_draft.IsOpen && _draft.QuietFrames >= _hangoverFrames)
        {
            Close(_draft.SpeechEnd + _postRoll, SpeechSegmentEnd.Pause);
        }
        else if (_draft.IsFull)
        {
            CutAtQuietest();
        }
    }

    private void CutAtQuietest()
    {
        var (cut, rest) = _draft.Split();
        Emit(_draft, cut, SpeechSegmentEnd.MaxLength);
        _draft.KeepFrom(rest);
    }

    private void Close(long end, SpeechSegmentEnd reason)
    {
        Emit(_draft, end, reason);
        _draft.Close();
    }

    private void Emit(SegmentDraft draft, long end, SpeechSegmentEnd reason)
    {
        if (!draft.IsSpeech())
        {
            Dropped++;
            return;
        }

        var start = Math.Max(draft.Start - _preRoll, _notBefore);
        _notBefore = end;
        _output(new SpeechSegment(start, end, reason));
    }

    private static int Frames(TimeSpan time) => (int)(time.Ticks * 8000 / TimeSpan.TicksPerSecond / FrameSamples);
}
