export default function Specimens() {
  return <main id="noi-dung" className="page" />
}
