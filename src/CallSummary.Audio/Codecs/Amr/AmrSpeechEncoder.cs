namespace CallSummary.Audio.Codecs.Amr;

/// <summary>AMR or AMR-WB in either packing. It sends no silence descriptors: what it is given it encodes, noise too.</summary>
internal sealed unsafe class AmrSpeechEncoder : SpeechEncoder
{
    private readonly AmrFormat _format;
    private readonly AmrState _state;
    private readonly AmrModeChoice _modes;
    private readonly byte[] _stored = new byte[AmrPayload.MaxFrames * AmrPayload.MaxStored];

    /// <exception cref="InvalidOperationException">The library is absent.</exception>
    public AmrSpeechEncoder(AmrFormat format, EncoderSettings settings)
    {
        _format = format;
        _modes = new AmrModeChoice(format, settings);
        _state = format.IsWideband
            ? new AmrState(AmrLibraries.WideEncoderInit, AmrLibraries.WideEncoderExit, AmrLibraries.MissingEncoder(true))
            : new AmrState(AmrLibraries.NarrowEncoderInit, AmrLibraries.NarrowEncoderExit, AmrLibraries.MissingEncoder(false));
    }

    public override int SampleRate => _format.SampleRate;

    public override void Request(int mode) => _modes.Request(mode);

    public override int Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        var length = 0;
        for (var frames = 0; samples.Length >= _format.FrameSamples && frames < AmrPayload.MaxFrames; frames++, samples = samples[_format.FrameSamples..])
        {
            length += EncodeFrame(samples, _stored.AsSpan(length));
        }

        return length == 0 ? 0 : AmrPayload.Write(_format, AmrFormat.NoRequest, _stored.AsSpan(0, length), payload);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _state.Dispose();
        }

        base.Dispose(disposing);
    }

    private int EncodeFrame(ReadOnlySpan<short> samples, Span<byte> stored)
    {
        var mode = _modes.Next();
        fixed (short* input = samples)
        fixed (byte* output = stored)
        {
            return _format.IsWideband
                ? AmrLibraries.WideEncode(_state.Value, mode, input, output, 0)
                : AmrLibraries.NarrowEncode(_state.Value, mode, input, output, 0);
        }
    }
}
