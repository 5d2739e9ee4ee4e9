namespace Fengqiao.Host.Demo.Pictures;

/// <summary>Plain drawings of a place before and after the work. Nobody could take one for a photograph, and each says DEMO.</summary>
internal static class Drawings
{
    private const int Width = 400;
    private const int Height = 300;
    private const int Horizon = 150;

    private static readonly string[][] Demo =
    [
        ["####.", "#...#", "#...#", "#...#", "#...#", "#...#", "####."],
        ["#####", "#....", "#....", "####.", "#....", "#....", "#####"],
        ["#...#", "##.##", "#.#.#", "#.#.#", "#...#", "#...#", "#...#"],
        [".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."],
    ];

    /// <summary>The drawing that fits a category; null where a picture would say nothing.</summary>
    public static string? For(string category) => category[..4] switch
    {
        "0101" => category == "010101" ? "lamp" : "road",
        "0301" or "0503" => "road",
        "0102" => category == "010201" ? "stall" : "heap",
        "0604" or "0204" => "heap",
        "1001" => category == "100101" ? "cars" : "heap",
        "0103" => "tree",
        "0104" or "0501" => "shed",
        "0302" or "0303" => "cars",
        "0603" or "0502" => "water",
        "0202" or "1002" => "wall",
        "1004" => "tree",
        _ => null,
    };

    /// <summary>A PNG of some kilobytes; the same arguments give the same bytes.</summary>
    public static byte[] Draw(DemoPicture picture)
    {
        var done = picture.Stage == DemoStages.After;
        var dice = new Dice((ulong)picture.Number);
        var canvas = new Canvas(Width, Height);
        Ground(canvas, dice);
        switch (picture.Drawing)
        {
            case "lamp":
                Lamp(canvas, done);
                break;
            case "heap":
                Heap(canvas, dice, done);
                break;
            case "stall":
                Stall(canvas, dice, done);
                break;
            case "tree":
                Tree(canvas, dice, done);
                break;
            case "shed":
                Shed(canvas, dice, done);
                break;
            case "cars":
                Cars(canvas, dice, done);
                break;
            case "water":
                Water(canvas, dice, done);
                break;
            case "wall":
                Wall(canvas, dice, done);
                break;
            default:
                Road(canvas, dice, done);
                break;
        }
        Stamp(canvas);
        return canvas.ToPng();
    }

    private static void Ground(Canvas canvas, Dice dice)
    {
        canvas.Rectangle(0, 0, Width, Horizon, dice.Pick([0xBFD9EA, 0xD5DEE3, 0xC9E2F2]));
        for (var house = 0; house < 6; house++)
        {
            var (left, high) = (house * 70 + dice.Between(-12, 12), dice.Between(40, 110));
            canvas.Rectangle(left, Horizon - high, 58, high, dice.Pick([0xE4D5C3, 0xD9C7B0, 0xCFD3D6, 0xE8DCCB]));
            for (var window = 0; window < high / 24; window++)
            {
                canvas.Rectangle(left + 10, Horizon - high + 10 + window * 22, 12, 12, 0x8AA5B8);
                canvas.Rectangle(left + 34, Horizon - high + 10 + window * 22, 12, 12, 0x8AA5B8);
            }
        }
        canvas.Rectangle(0, Horizon, Width, 30, 0xB9B6AC);
        canvas.Rectangle(0, Horizon + 30, Width, Height - Horizon - 30, 0x8C8F92);
    }

    private static void Road(Canvas canvas, Dice dice, bool done)
    {
        for (var dash = 0; dash < 6; dash++)
            canvas.Rectangle(dash * 74 + 8, 236, 40, 5, 0xF2F2EC);
        for (var hole = 0; hole < 4; hole++)
        {
            var (x, y, wide) = (dice.Between(30, 370), dice.Between(200, 280), dice.Between(18, 44));
            if (done)
            {
                canvas.Rectangle(x - wide, y - wide / 3, 2 * wide, 2 * wide / 3, 0x6E7173);
                continue;
            }
            canvas.Ellipse(x, y, wide, wide / 3 + 2, 0x5A5147);
            canvas.Ellipse(x + 2, y + 2, wide * 2 / 3, wide / 5 + 1, 0x3E3831);
        }
    }

    private static void Lamp(Canvas canvas, bool done)
    {
        canvas.Rectangle(0, 0, Width, Horizon, done ? 0x3B4A66 : 0x1C2333);
        canvas.Rectangle(0, Horizon, Width, Height - Horizon, done ? 0x6A6B66 : 0x262829);
        for (var lamp = 0; lamp < 3; lamp++)
        {
            var x = 70 + lamp * 130;
            if (done)
                canvas.Triangle(x - 34, 250, 120, 178, 0xE9DDA0);
            canvas.Rectangle(x, 70, 6, 180, 0x9AA0A6);
            canvas.Rectangle(x, 70, 34, 5, 0x9AA0A6);
            canvas.Ellipse(x + 30, 78, 11, 6, done ? 0xFFF3B0 : 0x555A60);
        }
    }

    private static void Heap(Canvas canvas, Dice dice, bool done)
    {
        canvas.Rectangle(280, 170, 44, 62, 0x3F7D4F);
        canvas.Rectangle(332, 170, 44, 62, 0x3B6EA8);
        if (done)
        {
            canvas.Rectangle(276, 164, 52, 8, 0x2F5F3C);
            canvas.Rectangle(328, 164, 52, 8, 0x2C5480);
            return;
        }
        for (var bag = 0; bag < 26; bag++)
        {
            var (x, y) = (dice.Between(60, 330), dice.Between(196, 262));
            canvas.Ellipse(x, y, dice.Between(10, 24), dice.Between(8, 16), dice.Pick([0x2F3136, 0x54473A, 0xB9A27E, 0xD8D3C8, 0x7B3F35]));
        }
    }

    private static void Stall(Canvas canvas, Dice dice, bool done)
    {
        for (var stall = 0; stall < (done ? 0 : 3); stall++)
        {
            var (x, y) = (26 + stall * 118, 172 + dice.Between(0, 24));
            canvas.Triangle(x - 10, y, 100, 34, dice.Pick([0xC0392B, 0x2E7D6B, 0xD68A1E]));
            canvas.Rectangle(x, y, 4, 56, 0x6B6B6B);
            canvas.Rectangle(x + 76, y, 4, 56, 0x6B6B6B);
            canvas.Rectangle(x, y + 32, 80, 14, 0xB99B6B);
            canvas.Ellipse(x + 20, y + 28, 9, 6, 0xD9534F);
            canvas.Ellipse(x + 52, y + 28, 9, 6, 0xE8B64C);
        }
    }

    private static void Tree(Canvas canvas, Dice dice, bool done)
    {
        var x = dice.Between(150, 250);
        if (done)
        {
            canvas.Rectangle(x, 110, 14, 120, 0x6B4F36);
            canvas.Ellipse(x + 7, 96, 52, 44, 0x4F8A4B);
            return;
        }
        canvas.Rectangle(60, 226, 240, 14, 0x6B4F36);
        canvas.Ellipse(310, 232, 60, 34, 0x49793F);
        canvas.Ellipse(344, 246, 34, 22, 0x5E9152);
    }

    private static void Shed(Canvas canvas, Dice dice, bool done)
    {
        var x = dice.Between(60, 180);
        if (done)
        {
            canvas.Rectangle(x, 190, 150, 44, 0x9DB58A);
            return;
        }
        canvas.Rectangle(x, 130, 150, 104, 0x7FA3C4);
        canvas.Triangle(x - 14, 132, 178, 34, 0xB4473A);
        canvas.Rectangle(x + 58, 176, 34, 58, 0x4E5A63);
    }

    private static void Cars(Canvas canvas, Dice dice, bool done)
    {
        for (var car = 0; car < (done ? 1 : 4); car++)
        {
            var (x, y) = (20 + car * 94, done ? 250 : 168 + dice.Between(0, 40));
            canvas.Rectangle(x, y, 80, 24, dice.Pick([0xC0392B, 0xE5E7E9, 0x34495E, 0x7F8C8D]));
            canvas.Rectangle(x + 16, y - 16, 46, 16, 0x9FB6C3);
            canvas.Ellipse(x + 18, y + 24, 8, 8, 0x23272A);
            canvas.Ellipse(x + 62, y + 24, 8, 8, 0x23272A);
        }
    }

    private static void Water(Canvas canvas, Dice dice, bool done)
    {
        canvas.Rectangle(0, 190, Width, 110, done ? 0x5FA3C7 : 0x4A4B3A);
        for (var wave = 0; wave < 9; wave++)
            canvas.Rectangle(dice.Between(0, 340), 200 + wave * 11, dice.Between(20, 60), 2, done ? 0x9CCBE2 : 0x6A6A50);
        for (var rubbish = 0; rubbish < (done ? 0 : 14); rubbish++)
            canvas.Ellipse(dice.Between(10, 390), dice.Between(200, 290), dice.Between(4, 10), 3, dice.Pick([0xE6E2D6, 0xC9B48A, 0x9FC3A0]));
    }

    private static void Wall(Canvas canvas, Dice dice, bool done)
    {
        canvas.Rectangle(40, 60, 320, 190, 0xE0D8CA);
        if (done)
        {
            canvas.Rectangle(120, 90, 160, 130, 0xEBE5DA);
            return;
        }
        var (x, y) = (dice.Between(120, 260), 66);
        while (y < 246)
        {
            canvas.Rectangle(x, y, 4, 8, 0x4A443B);
            (x, y) = (Math.Clamp(x + dice.Between(-9, 9), 50, 350), y + 7);
        }
        canvas.Ellipse(dice.Between(90, 300), 200, 46, 30, 0xC7BBA5);
    }

    private static void Stamp(Canvas canvas)
    {
        canvas.Rectangle(Width - 118, Height - 34, 118, 34, 0xFFFFFF);
        for (var letter = 0; letter < Demo.Length; letter++)
            canvas.Sign(Width - 108 + letter * 26, Height - 27, 3, Demo[letter], 0xB03A2E);
    }
}
