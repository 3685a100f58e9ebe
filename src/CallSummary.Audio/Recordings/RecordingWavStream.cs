using System.Runtime.InteropServices;
using CallSummary.Audio.Wav;

namespace CallSummary.Audio.Recordings;

/// <summary>
/// A call's two leg files as one stereo WAV (16 bit; left = caller, right = callee; 8 kHz, or 16 kHz where a leg's codec carries more than a
/// telephone's band), made while it is read: read-only, seekable and of known length, so that a web server can answer range requests. Holds a
/// sparse index, never the sound. Not thread-safe.
/// </summary>
public sealed class RecordingWavStream : Stream
{
    private const int BytesPerFrame = 4;
    private const int BlockFrames = 2048;

    private readonly Stream? _caller;
    private readonly Stream? _callee;
    private readonly RecordedLegSource _left;
    private readonly RecordedLegSource _right;
    private readonly byte[] _header = new byte[WavHeader.Length];
    private readonly short[] _leftBlock = new short[BlockFrames];
    private readonly short[] _rightBlock = new short[BlockFrames];
    private readonly short[] _block = new short[BlockFrames * 2];
    private long _blockStart = -1;
    private long _position;

    /// <summary>Indexes both files (one pass over each).</summary>
    /// <param name="caller">The caller's leg file, seekable; null when there is none. Disposed with this stream.</param>
    /// <param name="callee">The callee's leg file, seekable; null when there is none. Disposed with this stream.</param>
    /// <param name="callLength">Length of the call, or null for the end of the longer leg; at most 24 hours.</param>
    /// <exception cref="InvalidDataException">A file is not a leg recording.</exception>
    public RecordingWavStream(Stream? caller, Stream? callee, TimeSpan? callLength = null)
    {
        _caller = caller;
        _callee = callee;
        _left = new RecordedLegSource(caller);
        _right = new RecordedLegSource(callee);
        SampleRate = Math.Max(_left.SampleRate, _right.SampleRate);
        _left.DecodeTo(SampleRate);
        _right.DecodeTo(SampleRate);
        var end = callLength is { } length
            ? (long)(length.TotalSeconds * RecordedFrameFormat.PositionRate)
            : Math.Max(_left.End, _right.End);
        ArgumentOutOfRangeException.ThrowIfNegative(end, nameof(callLength));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, RecordedFrameFormat.MaxPosition, nameof(callLength));
        Samples = end * (SampleRate / RecordedFrameFormat.PositionRate);
        WavHeader.Write(_header, SampleRate, channels: 2, Samples * BytesPerFrame);
    }

    /// <summary>Samples per second: 8,000, or 16,000.</summary>
    public int SampleRate { get; }

    /// <summary>Samples per channel.</summary>
    public long Samples { get; }

    /// <inheritdoc/>
    public override long Length => WavHeader.Length + (Samples * BytesPerFrame);

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var total = 0;
        while (!buffer.IsEmpty && _position < Length)
        {
            var source = _position < WavHeader.Length ? _header.AsSpan((int)_position) : BlockAt(_position - WavHeader.Length);
            var count = (int)Math.Min(Math.Min(source.Length, buffer.Length), Length - _position);
            source[..count].CopyTo(buffer);
            buffer = buffer[count..];
            _position += count;
            total += count;
        }

        return total;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ValueTask.FromResult(Read(buffer.Span));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("A recording is read-only.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A recording is read-only.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _left.Dispose();
            _right.Dispose();
            _caller?.Dispose();
            _callee?.Dispose();
        }

        base.Dispose(disposing);
    }

    private Span<byte> BlockAt(long dataOffset)
    {
        var start = dataOffset / BytesPerFrame / BlockFrames * BlockFrames;
        if (start != _blockStart)
        {
            _left.Read(start, _leftBlock);
            _right.Read(start, _rightBlock);
            for (var i = 0; i < BlockFrames; i++)
            {
                _block[2 * i] = _leftBlock[i];
                _block[(2 * i) + 1] = _rightBlock[i];
            }

            _blockStart = start;
        }

        return MemoryMarshal.AsBytes(_block.AsSpan())[(int)(dataOffset - (start * BytesPerFrame))..];
    }
}
