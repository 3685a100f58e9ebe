using System.Buffers.Binary;
using System.Text;

namespace CallSummary.Summarization.Llama;

/// <summary>Reads GGUF primitives; every count and length is checked against the file and against a cap before anything is allocated.</summary>
internal sealed class GgufReader(string path, FileStream file)
{
    private const int MaxStringBytes = 1 << 20;
    private const uint TypeString = 8;
    private const uint TypeArray = 9;
    private const int MaxArrayDepth = 2;

    // Bytes of scalar value types 0 to 12; 8 and 9 are strings and arrays.
    private static readonly int[] ScalarBytes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

    // ggml tensor type -> (elements, bytes) of a block, from ggml's type table.
    private static readonly Dictionary<uint, (uint Elements, uint Bytes)> Blocks = new()
    {
        [0] = (1, 4),
        [1] = (1, 2),
        [2] = (32, 18),
        [3] = (32, 20),
        [6] = (32, 22),
        [7] = (32, 24),
        [8] = (32, 34),
        [9] = (32, 36),
        [10] = (256, 84),
        [11] = (256, 110),
        [12] = (256, 144),
        [13] = (256, 176),
        [14] = (256, 210),
        [15] = (256, 292),
        [16] = (256, 66),
        [17] = (256, 74),
        [18] = (256, 98),
        [19] = (256, 50),
        [20] = (32, 18),
        [21] = (256, 110),
        [22] = (256, 82),
        [23] = (256, 136),
        [24] = (1, 1),
        [25] = (1, 2),
        [26] = (1, 4),
        [27] = (1, 8),
        [28] = (1, 8),
        [29] = (256, 56),
        [30] = (1, 2),
        [34] = (256, 54),
        [35] = (256, 66),
    };

    private readonly byte[] _scalar = new byte[8];

    public ulong Position => (ulong)file.Position;

    public ulong Length { get; } = (ulong)file.Length;

    public ModelFileException Damaged(string how) => new(path, $"is damaged: it {how}.", "Copy it again from where it came from, or name another one.");

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Fill(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Fill(8));

    public ulong Count(uint cap, string what)
    {
        var count = UInt64();
        return count <= cap ? count : throw Damaged($"states {count} {what}");
    }

    public string String()
    {
        var length = UInt64();
        if (length > MaxStringBytes)
        {
            throw Damaged($"states a text of {length} bytes");
        }

        Require(length);
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A metadata value: string, unsigned, signed, float or bool; null for an array.</summary>
    public object? Value() => Value(UInt32(), 0);

    /// <summary>A tensor's entry: its name, where its data starts in the data section, and how long it is.</summary>
    public (string Name, ulong Offset, ulong Bytes) Tensor()
    {
        var name = String();
        var dimensions = UInt32();
        if (dimensions is 0 or > 4)
        {
            throw Damaged($"states a tensor of {dimensions} dimensions");
        }

        UInt128 elements = 1;
        for (var i = 0; i < dimensions; i++)
        {
            elements *= UInt64();
            if (elements > ulong.MaxValue)
            {
                throw Damaged("states a tensor larger than any file");
            }
        }

        var type = UInt32();
        // A type that is newer than this table still has to start inside the file.
        var bytes = Blocks.TryGetValue(type, out var block) ? (elements + block.Elements - 1) / block.Elements * block.Bytes : 1;
        return bytes <= Length ? (name, UInt64(), (ulong)bytes) : throw Damaged("states a tensor larger than itself");
    }

    private object? Value(uint type, int depth)
    {
        switch (type)
        {
            case TypeString:
                return String();
            case TypeArray:
                SkipArray(depth);
                return null;
            case > 12:
                throw Damaged($"holds a value of unknown type {type}");
        }

        var bytes = Fill(ScalarBytes[type]);
        return type switch
        {
            0 => (ulong)bytes[0],
            1 => (long)(sbyte)bytes[0],
            2 => (ulong)BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            3 => (long)BinaryPrimitives.ReadInt16LittleEndian(bytes),
            4 => (ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            5 => (long)BinaryPrimitives.ReadInt32LittleEndian(bytes),
            6 => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes),
            7 => bytes[0] != 0,
            10 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            11 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        };
    }

    private void SkipArray(int depth)
    {
        var type = UInt32();
        var count = UInt64();
        if (type > 12 || depth >= MaxArrayDepth || count > Length)
        {
            throw Damaged("holds an array that cannot be");
        }

        if (type is TypeString or TypeArray)
        {
            for (var i = 0UL; i < count; i++)
            {
                if (type == TypeArray)
                {
                    SkipArray(depth + 1);
                    continue;
                }

                Skip(UInt64());
            }

            return;
        }

        Skip(count * (ulong)ScalarBytes[type]);
    }

    private void Skip(ulong bytes)
    {
        Require(bytes);
        file.Seek((long)bytes, SeekOrigin.Current);
    }

    private ReadOnlySpan<byte> Fill(int count)
    {
        Require((ulong)count);
        file.ReadExactly(_scalar, 0, count);
        return _scalar.AsSpan(0, count);
    }

    private void Require(ulong bytes)
    {
        if (bytes > Length - Position)
        {
            throw Damaged("ends in the middle of its header");
        }
    }
}
