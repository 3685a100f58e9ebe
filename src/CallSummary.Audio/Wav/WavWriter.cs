using System.Runtime.InteropServices;

namespace CallSummary.Audio.Wav;

/// <summary>
/// Writes PCM 16 bit WAV sound as it comes. On a seekable stream the lengths in the header are set when it is disposed; on
/// any other they stay "unknown" (0xFFFFFFFF), which players read to the end of the stream.
/// </summary>
public sealed class WavWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly int _sampleRate;
    private readonly int _channels;
    private readonly long _start;
    private long _dataBytes;
    private bool _disposed;

    /// <summary>Writes the header at the stream's current position.</summary>
    public WavWriter(Stream stream, int sampleRate, int channels, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels is 1 or 2, true, nameof(channels));
        _stream = stream;
        _leaveOpen = leaveOpen;
        _sampleRate = sampleRate;
        _channels = channels;
        _start = stream.CanSeek ? stream.Position : 0;
        WriteHeader(uint.MaxValue);
    }

    /// <summary>Appends interleaved samples.</summary>
    public void Write(ReadOnlySpan<short> interleaved)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (BitConverter.IsLittleEndian)
        {
            _stream.Write(MemoryMarshal.AsBytes(interleaved));
        }
        else
        {
            var swapped = new short[interleaved.Length];
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(interleaved, swapped);
            _stream.Write(MemoryMarshal.AsBytes<short>(swapped));
        }

        _dataBytes += interleaved.Length * 2L;
    }

    /// <summary>Sets the lengths in the header where the stream can seek.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_stream.CanSeek)
        {
            var end = _stream.Position;
            _stream.Position = _start;
            WriteHeader(_dataBytes);
            _stream.Position = end;
        }

        _stream.Flush();
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private void WriteHeader(long dataBytes)
    {
        Span<byte> header = stackalloc byte[WavHeader.Length];
        WavHeader.Write(header, _sampleRate, _channels, dataBytes);
        _stream.Write(header);
    }
}
